package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Places in a tensor that are a choice of entries along each of its first axes, in the order of rows; further axes are whole.
 *
 * @param entries the entries along each of the first axes
 */
record IndexRegion(List<List<Integer>> entries) {
    IndexRegion {
        entries = List.copyOf(entries);
    }

    /**
     * The region that places make; empty if they are not one.
     *
     * @param places an index for each place, in a tensor of the given sizes
     */
    static Optional<IndexRegion> of(Shape sizes, int... places) {
        List<List<Integer>> entries = new ArrayList<>();
        int stride = 1;
        for (int axis = sizes.rank() - 1; axis >= 0; axis--) {
            int inner = sizes.product(axis + 1, sizes.rank());
            int run = 1;
            while (run * stride < places.length && differsOnlyAlong(sizes, axis, places[0], places[run * stride])) {
                run++;
            }
            int step = stride;
            int size = sizes.size(axis);
            entries.add(
                    0,
                    IntStream.range(0, run)
                            .mapToObj(i -> places[i * step] / inner % size)
                            .toList());
            stride *= run;
        }
        IndexRegion region = new IndexRegion(entries);
        return Arrays.equals(region.places(sizes), places) ? Optional.of(region) : Optional.empty();
    }

    private static boolean differsOnlyAlong(Shape sizes, int axis, int one, int other) {
        int inner = sizes.product(axis + 1, sizes.rank());
        int whole = inner * sizes.size(axis);
        return one % inner == other % inner && one / whole == other / whole;
    }

    private int[] places(Shape sizes) {
        int[] places = {0};
        for (int axis = 0; axis < entries.size(); axis++) {
            int size = sizes.size(axis);
            List<Integer> along = entries.get(axis);
            places = Arrays.stream(places)
                    .flatMap(p -> along.stream().mapToInt(e -> p * size + e))
                    .toArray();
        }
        return places;
    }

    /** Whether one place occurs twice. */
    boolean repeats() {
        return entries.stream().anyMatch(e -> e.stream().distinct().count() < e.size());
    }

    /** The shape of the region in a tensor. */
    Shape in(Shape tensor) {
        Shape shape = tensor;
        for (int axis = 0; axis < entries.size(); axis++) {
            shape = shape.with(axis, entries.get(axis).size());
        }
        return shape;
    }

    /** The matrix that takes the region's entries from those of an axis: 1 where an entry is taken. */
    float[][] choice(int axis, int size) {
        List<Integer> along = entries.get(axis);
        float[][] choice = new float[size][along.size()];
        for (int to = 0; to < along.size(); to++) {
            choice[along.get(to)][to] = 1;
        }
        return choice;
    }

    /** The matrix that puts the region's entries back to their places along an axis. */
    float[][] placement(int axis, int size) {
        List<Integer> along = entries.get(axis);
        float[][] placement = new float[along.size()][size];
        for (int from = 0; from < along.size(); from++) {
            placement[from][along.get(from)] = 1;
        }
        return placement;
    }

    /** Whether the region has an axis as it is. */
    boolean isWhole(int axis, int size) {
        return entries.get(axis).equals(IntStream.range(0, size).boxed().toList());
    }
}
