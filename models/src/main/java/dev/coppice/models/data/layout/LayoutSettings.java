package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.DatasetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code dataset.json} says about a layout; all of it can be left out.
 *
 * @param layout id of the layout
 * @param content name, classes and ignored value
 * @param key what numbers or colours stand for
 * @param drawn splits to draw instead of the folder's own
 */
record LayoutSettings(
        Optional<String> layout,
        Optional<DatasetFile.Content> content,
        Optional<LabelKey> key,
        Optional<DrawnSplits> drawn) {
    static final LayoutSettings NONE =
            new LayoutSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final String LAYOUT = "layout";
    static final String VALUES = "values";
    static final String COLOURS = "colours";
    static final String SPLITS = "splits";
    static final String SEED = "seed";
    static final String SHARES = "shares";

    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** The same with these splits, if they are given. */
    LayoutSettings with(Optional<DrawnSplits> given) {
        return new LayoutSettings(layout, content, key, given.or(() -> drawn));
    }

    /** Whether a folder's {@code dataset.json} says what only a layout other than ours needs. */
    static boolean isOfOtherLayout(Path folder) {
        Path file = folder.resolve(DatasetFile.NAME);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        JsonNode root = DatasetFile.tree(file);
        return Stream.of(LAYOUT, VALUES, COLOURS, SPLITS).anyMatch(root::has);
    }

    /**
     * Reads a folder's {@code dataset.json}.
     *
     * @throws InvalidInputException listing everything that is wrong with it
     */
    static LayoutSettings read(Path folder) {
        Path file = folder.resolve(DatasetFile.NAME);
        if (!Files.exists(file)) {
            return NONE;
        }
        JsonNode root = DatasetFile.tree(file);
        DatasetFile.Content content = DatasetFile.read(file);
        List<String> problems = new ArrayList<>();
        Optional<String> layout = layout(root.path(LAYOUT), problems);
        Optional<LabelKey> key = key(root, content, problems);
        Optional<DrawnSplits> drawn = drawn(root.path(SPLITS), problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("'" + file + "' is not valid; correct it:", problems);
        }
        return new LayoutSettings(layout, Optional.of(content), key, drawn);
    }

    private static Optional<String> layout(JsonNode node, List<String> problems) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!DataFolder.ids().contains(node.asText())) {
            problems.add("layout is " + node + ", expected one of " + DataFolder.ids() + ", or leave it out");
        }
        return Optional.of(node.asText());
    }

    private static Optional<LabelKey> key(JsonNode root, DatasetFile.Content content, List<String> problems) {
        if (root.has(VALUES) && root.has(COLOURS)) {
            problems.add("values and colours are both given; labels are either numbers or colours, so leave one out");
        }
        String field = root.has(COLOURS) ? COLOURS : VALUES;
        return root.has(field) ? key(root.path(field), field, content, problems) : Optional.empty();
    }

    private static Optional<LabelKey> key(
            JsonNode entries, String field, DatasetFile.Content content, List<String> problems) {
        boolean colours = field.equals(COLOURS);
        if (!entries.isObject() || entries.isEmpty()) {
            problems.add(field + " is " + entries + ", expected what stands for each class, such as "
                    + (colours ? "{\"#804080\": \"road\"}" : "{\"7\": \"road\"}"));
        }
        Map<Integer, Integer> meaning = meaning(entries, field, content, problems);
        int ignore = content.ignore().orElse(LabelKey.VOID);
        return problems.isEmpty()
                ? Optional.of(new LabelKey(content.classes(), ignore, meaning, colours))
                : Optional.empty();
    }

    private static Map<Integer, Integer> meaning(
            JsonNode entries, String field, DatasetFile.Content content, List<String> problems) {
        boolean colours = field.equals(COLOURS);
        int ignore = content.ignore().orElse(LabelKey.VOID);
        Map<Integer, Integer> meaning = new LinkedHashMap<>();
        entries.properties().forEach(entry -> {
            Optional<Integer> known = colours ? colour(entry.getKey()) : number(entry.getKey());
            JsonNode name = entry.getValue();
            int c = name.isNull() ? ignore : content.classes().indexOf(name.asText());
            if (known.isEmpty()) {
                problems.add(field + "." + entry.getKey() + " is no "
                        + (colours ? "colour, expected #RRGGBB" : "number from 0 on"));
            } else if (c < 0) {
                problems.add(field + "." + entry.getKey() + " is " + name
                        + ", expected one of classes, or null for no class");
            } else if (meaning.put(known.get(), c) != null) {
                problems.add(field + "." + entry.getKey() + " is given twice");
            }
        });
        return meaning;
    }

    private static Optional<Integer> colour(String text) {
        return COLOUR.matcher(text).matches() ? Optional.of(Integer.parseInt(text.substring(1), 16)) : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Optional<DrawnSplits> drawn(JsonNode node, List<String> problems) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        node.path(SHARES)
                .properties()
                .forEach(share -> shares.put(
                        share.getKey(),
                        share.getValue().isNumber() ? share.getValue().asDouble() : Double.NaN));
        try {
            if (node.path(SEED).isIntegralNumber()) {
                return Optional.of(new DrawnSplits(
                        node.path(SEED).asLong(), shares.isEmpty() ? DrawnSplits.USUAL.shares() : shares));
            }
            problems.add("splits is " + node
                    + ", expected {\"seed\": 1, \"shares\": {\"train\": 0.8, \"val\": 0.2}}, or leave it out");
        } catch (InvalidInputException e) {
            problems.add("splits: " + e.getMessage());
        }
        return Optional.empty();
    }
}
