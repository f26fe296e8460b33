package dev.coppice.models.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The file {@code dataset.json}: name, classes, ignore index, and how labels were simplified to blocks. */
public final class DatasetFile {
    /** The file's name. */
    public static final String NAME = "dataset.json";

    private static final long MOST_BYTES = 1 << 22;
    private static final int MAX_VALUE = 255;
    private static final String BLOCKS = "blocks";
    private static final String SIDE = "side";
    private static final String KIND = "kind";
    private static final String SPLITS = "splits";
    private static final String SOFT = "soft";
    private static final String HARD = "hard";

    private DatasetFile() {}

    /** What the file says; a data set has at least two classes, each with a name of its own. */
    public record Content(String name, List<String> classes, OptionalInt ignore, Optional<BlockAnnotation> blocks) {
        public Content {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Reads the file.
     *
     * @throws InvalidInputException listing everything that is wrong with it
     */
    public static Content read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("'" + file
                    + "' is missing. Write one: {\"name\": \"…\", \"classes\": [\"…\", \"…\"], \"ignore\": 255}. (Pictures with one class each need"
                    + " none: SPLIT/CLASS/NAME.jpg.)");
        }
        return parse(tree(file), file);
    }

    /**
     * The names of a data set whose folders are the classes of its pictures.
     *
     * @param name name unless the file gives another
     * @param folders class folders in sorted order, which is theirs unless the file gives another
     */
    static Content ofPictures(Path file, String name, List<String> folders) {
        if (!Files.exists(file)) {
            return new Content(name, folders, OptionalInt.empty(), Optional.empty());
        }
        JsonNode root = tree(file);
        List<String> problems = new ArrayList<>();
        if (root.has("name")
                && (!root.path("name").isTextual() || root.path("name").asText().isBlank())) {
            problems.add("name is " + root.path("name") + ", expected text, or leave it out");
        }
        Stream.of("ignore", BLOCKS)
                .filter(root::has)
                .forEach(field -> problems.add(
                        field + " is for labels of pixels, and these pictures have one class each;" + " leave it out"));
        List<String> classes = root.has("classes") ? names(root.path("classes"), problems) : folders;
        if (!Set.copyOf(classes).equals(Set.copyOf(folders))) {
            problems.add("classes is " + classes + ", the class folders are " + folders + "; give the same names");
        }
        if (!problems.isEmpty()) {
            throw invalid(file, problems);
        }
        return new Content(root.path("name").asText(name), classes, OptionalInt.empty(), Optional.empty());
    }

    /**
     * The file as it is.
     *
     * @throws InvalidInputException if it is no JSON, or larger than any description of data
     */
    public static JsonNode tree(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException("'" + file + "' has " + Files.size(file) + " bytes, expected at most "
                        + MOST_BYTES + " with the names of the classes.");
            }
            return new JsonMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("'" + file + "' is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException("'" + file + "' cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }

    private static Content parse(JsonNode root, Path file) {
        List<String> problems = new ArrayList<>();
        JsonNode name = root.path("name");
        if (!name.isTextual() || name.asText().isBlank()) {
            problems.add("name is missing or not text");
        }
        List<String> classes = classes(root.path("classes"), problems);
        OptionalInt ignore = ignore(root.path("ignore"), classes.size(), problems);
        Optional<BlockAnnotation> blocks = blocks(root.path(BLOCKS), problems);
        if (!problems.isEmpty()) {
            throw invalid(file, problems);
        }
        return new Content(name.asText(), classes, ignore, blocks);
    }

    private static InvalidInputException invalid(Path file, List<String> problems) {
        return new InvalidInputException("'" + file + "' is not valid; correct it:", problems);
    }

    /** The text of a file that describes the given data set under another name and with other labels. */
    public static String format(Dataset data, String name, BlockAnnotation blocks) {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode().put("name", name);
        data.classes().forEach(root.putArray("classes")::add);
        data.ignore().ifPresent(value -> root.put("ignore", value));
        ObjectNode entry = root.putObject(BLOCKS).put(SIDE, blocks.side()).put(KIND, blocks.soft() ? SOFT : HARD);
        blocks.splits().forEach(entry.putArray(SPLITS)::add);
        return root.toPrettyString() + "\n";
    }

    private static Optional<BlockAnnotation> blocks(JsonNode node, List<String> problems) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        List<String> splits = new ArrayList<>();
        node.path(SPLITS).forEach(split -> splits.add(split.isTextual() ? split.asText() : ""));
        String kind = node.path(KIND).asText();
        int side = node.path(SIDE).asInt();
        boolean named = !splits.isEmpty() && !splits.contains("");
        boolean valid = named && node.path(SIDE).isInt() && side >= 1 && side <= BlockAnnotation.MOST_SIDE;
        if (!valid || !List.of(SOFT, HARD).contains(kind)) {
            problems.add("blocks is " + node + ", expected {\"side\": 1…" + BlockAnnotation.MOST_SIDE
                    + ", \"kind\": \"hard\" or \"soft\", \"splits\": [\"train\"]}, or leave it out");
            return Optional.empty();
        }
        return Optional.of(new BlockAnnotation(side, kind.equals(SOFT), splits));
    }

    private static List<String> names(JsonNode node, List<String> problems) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode entry : node) {
            if (!entry.isTextual() || entry.asText().isBlank()) {
                problems.add("classes has " + entry + ", expected names");
            } else if (!names.add(entry.asText())) {
                problems.add("classes has '" + entry.asText() + "' twice");
            }
        }
        return List.copyOf(names);
    }

    private static List<String> classes(JsonNode node, List<String> problems) {
        List<String> names = names(node, problems);
        if (!node.isArray() || node.size() < 2 || node.size() > MAX_VALUE) {
            problems.add("classes is " + (node.isArray() ? "a list of " + node.size() : "no list")
                    + ", expected a list of 2 to " + MAX_VALUE + " names");
        }
        return names;
    }

    private static OptionalInt ignore(JsonNode node, int classes, List<String> problems) {
        if (node.isMissingNode() || node.isNull()) {
            return OptionalInt.empty();
        }
        if (!node.isInt() || node.asInt() < classes || node.asInt() > MAX_VALUE) {
            problems.add("ignore is " + node + ", expected a label value that is no class: " + classes + "…" + MAX_VALUE
                    + ", or leave it out");
        }
        return OptionalInt.of(node.asInt());
    }
}
