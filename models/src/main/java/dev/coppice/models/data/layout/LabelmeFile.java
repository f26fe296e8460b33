package dev.coppice.models.data.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of labelme.
 *
 * @param file the file
 * @param width width of its picture
 * @param height height of its picture
 * @param shapes what is drawn, the lowest first
 */
record LabelmeFile(Path file, int width, int height, List<Shape> shapes) {
    /** A file may hold its picture, too. */
    private static final long MOST_BYTES = 1L << 27;

    /** Pictures with more pixels are not read. */
    private static final long MOST_PIXELS = 1L << 26;

    private static final int CORNERS = 64;

    LabelmeFile {
        shapes = List.copyOf(shapes);
    }

    /** An outline and the name of what is inside. */
    record Shape(String label, Polygon outline) {}

    /** Whether a file starts like labelme's. */
    static boolean isOne(Path file) {
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            boolean isObject = json.nextToken() == JsonToken.START_OBJECT;
            while (isObject && json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals("shapes")) {
                    return json.nextToken() == JsonToken.START_ARRAY;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads a file; empty, with all that is wrong noted, if it cannot be used. */
    static Optional<LabelmeFile> read(Path file, List<String> problems) {
        List<String> own = new ArrayList<>();
        JsonNode root = tree(file, own);
        int width = root.path("imageWidth").asInt();
        int height = root.path("imageHeight").asInt();
        if (own.isEmpty() && (width < 1 || height < 1 || (long) width * height > MOST_PIXELS)) {
            own.add("imageWidth and imageHeight are " + root.path("imageWidth") + " and " + root.path("imageHeight")
                    + ", expected the size of its picture");
        }
        List<Shape> shapes = new ArrayList<>();
        for (JsonNode shape : root.path("shapes")) {
            String label = shape.path("label").asText().strip();
            Optional<Polygon> outline = outline(shape);
            if (label.isEmpty() || outline.isEmpty()) {
                own.add("shape " + shapes.size() + ", '" + label + "', is a "
                        + shape.path("shape_type").asText("polygon") + " of "
                        + shape.path("points").size()
                        + " points, expected a name and a polygon, rectangle or circle");
            } else {
                shapes.add(new Shape(label, outline.get()));
            }
        }
        own.forEach(problem -> CocoFile.note(problems, "'" + file.getFileName() + "': " + problem));
        return own.isEmpty() ? Optional.of(new LabelmeFile(file, width, height, shapes)) : Optional.empty();
    }

    private static JsonNode tree(Path file, List<String> problems) {
        JsonMapper json = new JsonMapper();
        try {
            if (Files.size(file) <= MOST_BYTES) {
                return json.readTree(file.toFile());
            }
            problems.add("it has " + Files.size(file) + " bytes, expected at most " + MOST_BYTES);
        } catch (IOException e) {
            problems.add("it is no JSON: " + FileTrouble.of(e));
        }
        return json.createObjectNode();
    }

    /** What a shape covers; empty for lines, points and masks. */
    private static Optional<Polygon> outline(JsonNode shape) {
        Optional<float[]> points = points(shape.path("points"));
        return switch (shape.path("shape_type").asText("polygon")) {
            case "polygon" -> points.filter(p -> p.length >= 6).map(Polygon::new);
            case "rectangle" ->
                points.filter(p -> p.length == 4).map(p -> new Polygon(p[0], p[1], p[2], p[1], p[2], p[3], p[0], p[3]));
            case "circle" -> points.filter(p -> p.length == 4).map(LabelmeFile::circle);
            default -> Optional.empty();
        };
    }

    /** A circle is given by its centre and a point on its edge. */
    private static Polygon circle(float... ends) {
        double radius = Math.hypot(ends[2] - ends[0], ends[3] - ends[1]);
        float[] points = new float[2 * CORNERS];
        for (int i = 0; i < CORNERS; i++) {
            points[2 * i] = (float) (ends[0] + radius * Math.cos(2 * Math.PI * i / CORNERS));
            points[2 * i + 1] = (float) (ends[1] + radius * Math.sin(2 * Math.PI * i / CORNERS));
        }
        return new Polygon(points);
    }

    private static Optional<float[]> points(JsonNode node) {
        if (node.size() > Polygon.MOST_POINTS) {
            return Optional.empty();
        }
        float[] points = new float[2 * node.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) node.path(i / 2).path(i % 2).asDouble(Double.NaN);
            if (!Float.isFinite(points[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(points);
    }

    /** The names of what is drawn. */
    Stream<String> labels() {
        return shapes.stream().map(Shape::label);
    }
}
