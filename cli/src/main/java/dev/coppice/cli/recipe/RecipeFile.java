package dev.coppice.cli.recipe;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The content of a recipe file: keys, in sections or not, each with a value or a list of values. Only YAML nodes are read:
 * no object is made, and no alias is followed below a list. So a hostile file costs no more than its length.
 */
final class RecipeFile {
    private static final int LARGEST_BYTES = 1 << 20;
    private static final int DEEPEST = 20;

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A key with its value.
     *
     * @param section the section that the key stands in; empty for none
     * @param key the key as written
     * @param values the value, or the values of a list
     * @param isList whether the values stand in a list
     * @param line the line of the key, from 1
     */
    record Entry(String section, String key, List<String> values, boolean isList, int line) {}

    private RecipeFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInputException if the file cannot be read or is not YAML; other mistakes are among the {@link
     *     #problems}
     */
    static RecipeFile read(Path file) {
        RecipeFile recipe = new RecipeFile(file);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_BYTES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new InvalidInputException("Recipe '" + file + "' has " + Files.size(file)
                        + " bytes, expected at most " + LARGEST_BYTES + ".");
            }
            recipe.root(new Yaml(options).compose(new StringReader(Files.readString(file))));
        } catch (IOException e) {
            throw new InvalidInputException("Recipe '" + file + "' cannot be read: " + FileTrouble.of(e), e);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw new InvalidInputException(recipe.at(line + 1) + "this is no YAML: " + e.getProblem() + ".", e);
        } catch (YAMLException e) {
            throw new InvalidInputException("Recipe '" + file + "' is no YAML: " + e.getMessage(), e);
        }
        return recipe;
    }

    /** The keys in the order of the file; the first one if a key occurs twice. */
    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The mistakes in the form of the file, each with its line. */
    List<String> problems() {
        return problems;
    }

    /** The beginning of a message about a line. */
    String at(int line) {
        return file.getFileName() + ":" + line + ": ";
    }

    private void root(Node root) {
        if (root == null) {
            problems.add(at(1) + "the recipe is empty, expected keys such as prune: 0.5");
        } else if (root instanceof MappingNode mapping) {
            mapping.getValue().forEach(pair -> topLevel(key(pair), pair));
        } else {
            problems.add(at(line(root)) + "the recipe is a " + kind(root) + ", expected keys such as prune: 0.5");
        }
    }

    private void topLevel(Optional<String> key, NodeTuple pair) {
        if (key.isPresent() && pair.getValueNode() instanceof MappingNode section) {
            section.getValue().forEach(inner -> key(inner).ifPresent(name -> entry(key.get(), name, inner)));
        } else {
            key.ifPresent(name -> entry("", name, pair));
        }
    }

    private Optional<String> key(NodeTuple pair) {
        if (pair.getKeyNode() instanceof ScalarNode key) {
            return Optional.of(key.getValue());
        }
        problems.add(at(line(pair.getKeyNode())) + "a key is a " + kind(pair.getKeyNode()) + ", expected a name");
        return Optional.empty();
    }

    private void entry(String section, String key, NodeTuple pair) {
        int line = line(pair.getKeyNode());
        Entry first = entries.get(key);
        if (first != null) {
            problems.add(at(line) + "'" + key + "' is given twice, first in line " + first.line());
            return;
        }
        values(pair.getValueNode(), key)
                .ifPresent(values -> entries.put(
                        key, new Entry(section, key, values, pair.getValueNode() instanceof SequenceNode, line)));
    }

    private Optional<List<String>> values(Node node, String key) {
        List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<String> kinds = nodes.stream()
                .filter(value -> !(value instanceof ScalarNode) || Tag.NULL.equals(value.getTag()))
                .map(RecipeFile::kind)
                .distinct()
                .toList();
        if (nodes.isEmpty() || !kinds.isEmpty()) {
            String found = nodes.isEmpty() ? "an empty list" : "a " + String.join(" and a ", kinds);
            problems.add(at(line(node)) + "'" + key + "' is " + found + ", expected a value or a list of values");
            return Optional.empty();
        }
        return Optional.of(
                nodes.stream().map(value -> ((ScalarNode) value).getValue()).collect(Collectors.toList()));
    }

    private static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "mapping";
        }
        if (node instanceof SequenceNode) {
            return "list";
        }
        return Tag.NULL.equals(node.getTag()) ? "key without a value" : "single value";
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
