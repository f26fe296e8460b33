package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** The shape of one annotation: polygons ({@link Polygon}), whose union it is, or runs ({@link RunLengths}). */
final class CocoShape {
    /** Annotators' polygons reach a little over the edge; what lies farther out belongs to another picture. */
    private static final float MARGIN = 2;

    private final int category;
    private final boolean isCrowd;
    private final List<Polygon> polygons;
    private final int[] runs;

    private CocoShape(int category, boolean isCrowd, List<Polygon> polygons, int... runs) {
        this.category = category;
        this.isCrowd = isCrowd;
        this.polygons = polygons;
        this.runs = runs;
    }

    /** The shape of an annotation in a picture; empty, with the problem noted, if it does not fit. */
    static Optional<CocoShape> of(JsonNode annotation, CocoFile.Picture picture, List<String> problems) {
        String what = "annotation " + annotation.path("id") + " of '" + picture.file() + "'";
        int category = CocoFile.id(annotation.path("category_id"));
        boolean isCrowd = annotation.path("iscrowd").asInt() == 1;
        JsonNode shape = annotation.path("segmentation");
        if (shape.isObject()) {
            JsonNode size = shape.path("size");
            boolean fits =
                    size.path(0).asInt() == picture.height() && size.path(1).asInt() == picture.width();
            Optional<int[]> runs = fits
                    ? RunLengths.of(shape.path("counts"), (long) picture.width() * picture.height())
                    : Optional.empty();
            if (runs.isEmpty()) {
                CocoFile.note(
                        problems,
                        what + ": its runs are not those of " + picture.height() + "×" + picture.width()
                                + " pixels (height×width)");
            }
            return runs.map(found -> new CocoShape(category, isCrowd, List.of(), found));
        }
        if (shape.isEmpty()) {
            CocoFile.note(problems, what + " has no segmentation, and a box alone does not say which pixels it means");
        }
        List<Polygon> polygons = new ArrayList<>();
        for (JsonNode polygon : shape) {
            Optional<Polygon> points = polygon(polygon, picture);
            if (points.isEmpty()) {
                CocoFile.note(
                        problems,
                        what + ": a polygon is no list of at least 3 points x, y inside " + picture.width() + "×"
                                + picture.height() + " pixels (width×height)");
                return Optional.empty();
            }
            polygons.add(points.get());
        }
        return Optional.of(new CocoShape(category, isCrowd, polygons));
    }

    private static Optional<Polygon> polygon(JsonNode polygon, CocoFile.Picture picture) {
        float[] points = new float[polygon.size()];
        for (int i = 0; i < points.length; i++) {
            double value = polygon.path(i).isNumber() ? polygon.path(i).asDouble() : Double.NaN;
            double most = MARGIN + (i % 2 == 0 ? picture.width() : picture.height());
            if (!(value >= -MARGIN && value <= most)) {
                return Optional.empty();
            }
            points[i] = (float) value;
        }
        return points.length >= 6 && points.length <= 2 * Polygon.MOST_POINTS && points.length % 2 == 0
                ? Optional.of(new Polygon(points))
                : Optional.empty();
    }

    int category() {
        return category;
    }

    /** Whether it marks a crowd, in which objects are not told apart. */
    boolean isCrowd() {
        return isCrowd;
    }

    /** Tells every pixel that it covers, as y · width + x; a pixel may come twice. */
    void cover(int width, int height, IntConsumer pixel) {
        int at = 0;
        for (int i = 0; i < runs.length; i++) {
            for (int end = at + runs[i]; at < end; at++) {
                if (i % 2 == 1) {
                    pixel.accept(at % height * width + at / height);
                }
            }
        }
        polygons.forEach(polygon -> polygon.cover(width, height, pixel));
    }

    /** Its polygons; none if it is given as runs. */
    Stream<Polygon> polygons() {
        return polygons.stream();
    }
}
