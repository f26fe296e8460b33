package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The shape of one annotation: polygons, whose union it is, or runs ({@link RunLengths}). A polygon covers the pixels whose
 * centre it holds.
 */
final class CocoShape {
    /** Annotators' polygons reach a little over the edge; what lies farther out belongs to another picture. */
    private static final float MARGIN = 2;

    /** No annotator's outline is longer. */
    private static final int MOST_POINTS = 1 << 16;

    private final int category;
    private final boolean isCrowd;
    private final List<float[]> polygons;
    private final int[] runs;

    private CocoShape(int category, boolean isCrowd, List<float[]> polygons, int... runs) {
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
        List<float[]> polygons = new ArrayList<>();
        for (JsonNode polygon : shape) {
            Optional<float[]> points = points(polygon, picture);
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

    private static Optional<float[]> points(JsonNode polygon, CocoFile.Picture picture) {
        float[] points = new float[polygon.size()];
        for (int i = 0; i < points.length; i++) {
            double value = polygon.get(i).isNumber() ? polygon.get(i).asDouble() : Double.NaN;
            double most = MARGIN + (i % 2 == 0 ? picture.width() : picture.height());
            if (!(value >= -MARGIN && value <= most)) {
                return Optional.empty();
            }
            points[i] = (float) value;
        }
        return points.length >= 6 && points.length <= 2 * MOST_POINTS && points.length % 2 == 0
                ? Optional.of(points)
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
        for (float[] polygon : polygons) {
            for (int y = 0; y < height; y++) {
                fill(crossings(polygon, y + 0.5), y, width, pixel);
            }
        }
    }

    /** Where the edges cross a horizontal line, from the left. */
    private static double[] crossings(float[] points, double y) {
        double[] found = new double[points.length / 2];
        int count = 0;
        for (int i = 0; i < points.length; i += 2) {
            int next = (i + 2) % points.length;
            double y0 = points[i + 1];
            double y1 = points[next + 1];
            if ((y0 <= y) != (y1 <= y)) {
                found[count++] = points[i] + (y - y0) / (y1 - y0) * (points[next] - points[i]);
            }
        }
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void fill(double[] crossings, int y, int width, IntConsumer pixel) {
        for (int i = 0; i + 1 < crossings.length; i += 2) {
            int from = (int) Math.max(0, Math.ceil(crossings[i] - 0.5));
            int end = (int) Math.min(width, Math.ceil(crossings[i + 1] - 0.5));
            for (int x = from; x < end; x++) {
                pixel.accept(y * width + x);
            }
        }
    }
}
