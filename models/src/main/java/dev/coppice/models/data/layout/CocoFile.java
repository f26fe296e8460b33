package dev.coppice.models.data.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A JSON file of COCO: pictures, categories, and annotations, which are read one after another, so that a file of hundreds
 * of megabytes never is a tree in memory.
 *
 * @param file the file
 * @param images pictures by id, in the file's order
 * @param categories names of categories by id, in the file's order
 */
record CocoFile(Path file, Map<Long, Picture> images, Map<Integer, String> categories) {
    /** COCO's largest file has 470 MB. */
    private static final long MOST_BYTES = 1L << 31;

    /** Pictures with more pixels are not read. */
    private static final long MOST_PIXELS = 1L << 26;

    private static final int MOST_PROBLEMS = 1000;

    /** What the file says of a picture. */
    record Picture(String file, int width, int height) {}

    /** Whether a file starts like JSON with pictures, annotations and categories; reads its names of fields. */
    static boolean isOne(Path file) {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            List<String> fields = new ArrayList<>();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                fields.add(json.currentName());
                json.nextToken();
                json.skipChildren();
            }
            return fields.containsAll(List.of("images", "annotations", "categories"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a file.
     *
     * @param annotation is given each annotation
     * @param problems what is wrong with pictures and categories is added
     * @throws InvalidInputException if it is no JSON, or too large
     */
    static CocoFile read(Path file, Consumer<JsonNode> annotation, List<String> problems) {
        CocoFile read = new CocoFile(file, new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException(
                        "'" + file + "' has " + Files.size(file) + " bytes, expected at most " + MOST_BYTES + ".");
            }
            try (JsonParser json = new JsonMapper().createParser(file.toFile())) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    boolean isList = json.nextToken() == JsonToken.START_ARRAY;
                    switch (isList ? field : "") {
                        case "images" -> each(json, node -> read.image(node, problems));
                        case "categories" -> each(json, node -> read.category(node, problems));
                        case "annotations" -> each(json, annotation);
                        default -> json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            throw new InvalidInputException("'" + file + "' is no JSON of COCO: " + FileTrouble.of(e) + ".", e);
        }
        if (read.categories.isEmpty()) {
            problems.add("it has no categories");
        }
        return read;
    }

    private static void each(JsonParser json, Consumer<JsonNode> taken) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new IOException("it ends too early");
            }
            taken.accept(json.readValueAsTree());
        }
    }

    private void image(JsonNode node, List<String> problems) {
        String name = node.path("file_name").asText();
        int width = node.path("width").asInt();
        int height = node.path("height").asInt();
        if (!node.path("id").canConvertToLong() || !Places.isPlain(name)) {
            note(
                    problems,
                    "a picture has the id " + node.path("id") + " and the file_name '" + name
                            + "', expected a number and a path inside the folder");
        } else if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            note(
                    problems,
                    "picture '" + name + "' is " + width + "×" + height + ", expected at least 1 a side and at most "
                            + MOST_PIXELS + " pixels");
        } else if (images.put(node.path("id").asLong(), new Picture(name, width, height)) != null) {
            note(problems, "the picture id " + node.path("id") + " is there twice");
        }
    }

    private void category(JsonNode node, List<String> problems) {
        String name = node.path("name").asText().strip();
        int id = id(node.path("id"));
        if (id < 0 || name.isEmpty()) {
            note(
                    problems,
                    "a category has the id " + node.path("id") + " and the name '" + name
                            + "', expected a number from 0 on and a name");
        } else if (categories.containsValue(name) || categories.put(id, name) != null) {
            note(problems, "category " + id + ", '" + name + "', is there twice");
        }
    }

    /** Adds a picture with its labels, by its name without ending; of two with one name the problem is noted. */
    static void add(
            Map<String, SplitListing.Pair> pairs, Picture picture, SplitListing.Pair pair, List<String> problems) {
        if (pairs.put(Pairing.stem(picture.file()), pair) != null) {
            note(problems, "picture '" + picture.file() + "' has the name of another");
        }
    }

    /** Notes categories whose number is another's in the first file, after which classes are called. */
    void checkCategories(CocoFile first, List<String> problems) {
        categories.forEach((id, name) -> {
            String other = first.categories.getOrDefault(id, name);
            if (!name.equals(other)) {
                note(problems, "category " + id + " is '" + name + "', and '" + other + "' in '" + first.file + "'");
            }
        });
    }

    /** A whole number from 0 on; −1 for everything else. */
    static int id(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt() ? Math.max(-1, node.asInt()) : -1;
    }

    /** Adds a problem while there are few. */
    static void note(List<String> problems, String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }
}
