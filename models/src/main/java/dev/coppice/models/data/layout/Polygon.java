package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A polygon in a picture. It covers the pixels whose centre it holds, by the even-odd rule. */
final class Polygon {
    /** No annotator's outline is longer. */
    static final int MOST_POINTS = 1 << 16;

    /** What it takes to sort one of many. */
    private static final long SORTED = 16;

    /** What it may take to cover all shapes of a picture: seconds. */
    private static final long MOST_STEPS = 1L << 30;

    private static final double CENTRE = 0.5;

    /** x, y of each corner. */
    private final float[] points;

    /** A polygon of points x, y by turns, at least three and at most {@link #MOST_POINTS}. */
    Polygon(float... points) {
        this.points = points;
    }

    /** An edge as it is met from above: the rows whose middle it crosses, from the first to before the end. */
    private record Edge(int first, int end, double x, double slope) {
        double at(int row) {
            return x + slope * (row - first);
        }
    }

    private List<Edge> edges(int height) {
        return IntStream.range(0, points.length / 2)
                .mapToObj(i -> edge(2 * i, (2 * i + 2) % points.length, height))
                .filter(edge -> edge.first < edge.end)
                .sorted(Comparator.comparingInt(Edge::first))
                .toList();
    }

    private Edge edge(int from, int to, int height) {
        int upper = points[from + 1] <= points[to + 1] ? from : to;
        int lower = from + to - upper;
        double top = points[upper + 1];
        double bottom = points[lower + 1];
        double slope = (points[lower] - points[upper]) / (bottom - top);
        int first = Math.max(0, row(top));
        return new Edge(first, Math.min(height, row(bottom)), points[upper] + (first + CENTRE - top) * slope, slope);
    }

    /** The first row whose middle is not above a place. */
    private static int row(double y) {
        return (int) Math.ceil(y - CENTRE);
    }

    /**
     * Refuses shapes whose covering would take long: annotators' shapes cover each pixel a few times at most.
     *
     * @param where the picture, for the message
     */
    static void refuseCostly(List<Polygon> polygons, int width, int height, String where) {
        long steps = polygons.stream()
                .mapToLong(polygon -> polygon.steps(width, height))
                .sum();
        if (steps > MOST_STEPS) {
            throw new InvalidInputException("The " + polygons.size() + " outlines of '" + where + "' cross its " + width
                    + "×" + height + " pixels (width×height) more often than people draw."
                    + " Take out what is wrong, or give the labels as pictures.");
        }
    }

    /** What it takes to cover it: edges crossed in all rows, which are sorted, and pixels of the box around it. */
    private long steps(int width, int height) {
        long crossed =
                edges(height).stream().mapToLong(edge -> edge.end - edge.first).sum();
        return points.length + SORTED * crossed + (long) (extent(0, width) * extent(1, height));
    }

    /** How far it reaches along x, 0, or y, 1, inside the picture. */
    private double extent(int axis, int size) {
        double least = size;
        double most = 0;
        for (int i = axis; i < points.length; i += 2) {
            least = Math.min(least, Math.max(0, points[i]));
            most = Math.max(most, Math.min(size, points[i]));
        }
        return Math.max(0, most - least);
    }

    /** Tells every pixel that it covers, as y · width + x. Each row looks only at the edges that cross it. */
    void cover(int width, int height, IntConsumer pixel) {
        List<Edge> edges = edges(height);
        Edge[] active = new Edge[edges.size()];
        int count = 0;
        int next = 0;
        for (int y = edges.isEmpty() ? height : edges.get(0).first; y < height; y++) {
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (active[i].end > y) {
                    active[kept++] = active[i];
                }
            }
            count = kept;
            while (next < edges.size() && edges.get(next).first <= y) {
                active[count++] = edges.get(next++);
            }
            double[] crossings = new double[count];
            for (int i = 0; i < count; i++) {
                crossings[i] = active[i].at(y);
            }
            Arrays.sort(crossings);
            fill(crossings, y, width, pixel);
        }
    }

    private static void fill(double[] crossings, int y, int width, IntConsumer pixel) {
        for (int i = 0; i + 1 < crossings.length; i += 2) {
            int from = (int) Math.max(0, Math.ceil(crossings[i] - CENTRE));
            int end = (int) Math.min(width, Math.ceil(crossings[i + 1] - CENTRE));
            for (int x = from; x < end; x++) {
                pixel.accept(y * width + x);
            }
        }
    }
}
