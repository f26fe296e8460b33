package dev.coppice.models.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** {@code dataset.json}: name, classes and ignore index. */
final class DatasetFile {
    private static final int MAX_VALUE = 255;

    private DatasetFile() {}

    /** What the file says. */
    record Content(String name, List<String> classes, OptionalInt ignore) {
        Content {
            classes = List.copyOf(classes);
        }
    }

    static Content read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("'" + file
                    + "' is missing. Write one: {\"name\": \"…\", \"classes\": [\"…\", \"…\"], \"ignore\": 255}.");
        }
        try {
            return parse(new JsonMapper().readTree(file.toFile()), file);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("'" + file + "' is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "'", e);
        }
    }

    private static Content parse(JsonNode root, Path file) {
        List<String> problems = new ArrayList<>();
        JsonNode name = root.path("name");
        if (!name.isTextual() || name.asText().isBlank()) {
            problems.add("name is missing or no text");
        }
        List<String> classes = classes(root.path("classes"), problems);
        OptionalInt ignore = ignore(root.path("ignore"), classes.size(), problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException("'" + file + "' is not valid; correct it:", problems);
        }
        return new Content(name.asText(), classes, ignore);
    }

    private static List<String> classes(JsonNode node, List<String> problems) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode entry : node) {
            if (!entry.isTextual() || entry.asText().isBlank()) {
                problems.add("classes has " + entry + ", expected names");
            } else if (!names.add(entry.asText())) {
                problems.add("classes has '" + entry.asText() + "' twice");
            }
        }
        if (!node.isArray() || node.size() < 2 || node.size() > MAX_VALUE) {
            problems.add("classes is " + (node.isArray() ? "a list of " + node.size() : "no list")
                    + ", expected a list of 2 to " + MAX_VALUE + " names");
        }
        return List.copyOf(names);
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
