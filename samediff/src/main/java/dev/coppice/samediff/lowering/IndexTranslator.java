package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translators of operators that read or write the places that a constant tensor of indices names, where these are a choice of
 * entries along each axis. They are products with constant matrices, axis by axis, as SameDiff's gather has no sound gradient.
 */
enum IndexTranslator implements OpTranslator {
    /** GatherND: a row for each tuple of indices. */
    GATHER_ND(false) {
        @Override
        int[] places(LoweringContext c) {
            return tuples(c, c.attributes().integer("batch_dims", 0));
        }

        @Override
        int indexed(LoweringContext c) {
            return c.attributes().integer("batch_dims", 0) + c.shape(1).size(-1);
        }
    },
    /** GatherElements: an element for each index, from the same place along all axes but one. */
    GATHER_ELEMENTS(false) {
        @Override
        int[] places(LoweringContext c) {
            return elements(c);
        }

        @Override
        int indexed(LoweringContext c) {
            return c.shape(0).rank();
        }
    },
    /** ScatterND: the data with the rows that tuples of indices name replaced or added to. */
    SCATTER_ND(true) {
        @Override
        int[] places(LoweringContext c) {
            return tuples(c, 0);
        }

        @Override
        int indexed(LoweringContext c) {
            return c.shape(1).size(-1);
        }
    },
    /** ScatterElements: the data with the elements that indices name along an axis replaced or added to. */
    SCATTER_ELEMENTS(true) {
        @Override
        int[] places(LoweringContext c) {
            return elements(c);
        }

        @Override
        int indexed(LoweringContext c) {
            return c.shape(0).rank();
        }
    };

    private final boolean writes;

    IndexTranslator(boolean writes) {
        this.writes = writes;
    }

    /** The places that the indices name, in the tensor of the indexed axes. */
    abstract int[] places(LoweringContext c);

    /** The number of the data's first axes that the indices name. */
    abstract int indexed(LoweringContext c);

    @Override
    public void lower(LoweringContext c) {
        IndexRegion region = region(c).orElseThrow();
        c.output(writes ? written(c, region) : c.reshape(read(c, region)));
    }

    private Optional<IndexRegion> region(LoweringContext c) {
        Shape in = c.shape(0);
        Shape named = Shape.of(Arrays.copyOf(in.sizes(), indexed(c)));
        return IndexRegion.of(named, places(c));
    }

    private static SDVariable read(LoweringContext c, IndexRegion region) {
        SDVariable x = c.input(0);
        Shape shape = c.shape(0);
        for (int axis = 0; axis < region.entries().size(); axis++) {
            int size = shape.size(axis);
            if (!region.isWhole(axis, size)) {
                x = AxisProduct.apply(c, x, shape, axis, region.choice(axis, size));
                shape = shape.with(axis, region.entries().get(axis).size());
            }
        }
        return x;
    }

    private static SDVariable written(LoweringContext c, IndexRegion region) {
        Shape data = c.shape(0);
        Shape shape = region.in(data);
        int open = c.openAxis();
        long[] sizes = WeightLayout.longs(shape);
        sizes[open] = -1;
        SDVariable updates = c.sd().reshape(c.input(2), sizes);
        float[] places = {1};
        Shape mask = data;
        for (int axis = 0; axis < data.rank(); axis++) {
            float[][] placement = new float[1][axis == open ? 1 : data.size(axis)];
            Arrays.fill(placement[0], 1);
            if (axis < region.entries().size() && !region.isWhole(axis, data.size(axis))) {
                placement = region.placement(axis, data.size(axis));
                updates = AxisProduct.apply(c, updates, shape, axis, placement);
                shape = shape.with(axis, data.size(axis));
            }
            mask = mask.with(axis, placement[0].length);
            places = spread(places, placement);
        }
        SDVariable kept = adds(c) ? c.input(0) : c.input(0).mul(c.fixed(left(places), WeightLayout.longs(mask)));
        return kept.add(updates);
    }

    /** 1 for each place that was one along the axes so far and is one along the next. */
    private static float[] spread(float[] before, float[]... placement) {
        int size = placement[0].length;
        float[] after = new float[before.length * size];
        for (int i = 0; i < after.length; i++) {
            for (float[] entry : placement) {
                after[i] = Math.max(after[i], before[i / size] * entry[i % size]);
            }
        }
        return after;
    }

    private static float[] left(float... places) {
        float[] left = new float[places.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = 1 - places[i];
        }
        return left;
    }

    /** The place that each tuple of indices names; the first axes of both are the same. */
    private static int[] tuples(LoweringContext c, int batch) {
        Shape in = c.shape(0);
        Shape of = c.shape(1);
        int[] indices = c.integers(1);
        int length = of.size(-1);
        int[] places = new int[indices.length / Math.max(1, length)];
        int perBatch = of.product(batch, of.rank() - 1);
        for (int i = 0; i < places.length; i++) {
            int place = i / perBatch;
            for (int k = 0; k < length; k++) {
                int size = in.size(batch + k);
                place = place * size + Math.floorMod(indices[i * length + k], size);
            }
            places[i] = place;
        }
        return places;
    }

    /** The place that each index along the axis names. */
    private static int[] elements(LoweringContext c) {
        Shape in = c.shape(0);
        Shape of = c.shape(1);
        int along = c.axis("axis", 0);
        int[] indices = c.integers(1);
        int[] places = new int[indices.length];
        for (int i = 0; i < places.length; i++) {
            int place = 0;
            for (int axis = 0; axis < in.rank(); axis++) {
                int at = i / of.product(axis + 1, of.rank()) % of.size(axis);
                place = place * in.size(axis) + (axis == along ? Math.floorMod(indices[i], in.size(axis)) : at);
            }
            places[i] = place;
        }
        return places;
    }

    private static boolean adds(LoweringContext c) {
        return c.attributes().text("reduction", "none").equals("add");
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.constant(1).isEmpty()) {
            return Optional.of("by computed indices");
        }
        String reduction = c.attributes().text("reduction", "none");
        if (!reduction.equals("none") && !adds(c)) {
            return Optional.of("with reduction " + reduction);
        }
        Optional<IndexRegion> region = region(c);
        if (region.isEmpty()) {
            return Optional.of("of places that are no choice of entries along each axis");
        }
        if (writes && region.get().repeats()) {
            return Optional.of("to one place twice");
        }
        return c.wider().filter(w -> !isAlike(c, w)).map(w -> "of some pictures, in a graph for any batch");
    }

    /** Whether the indices name the same entries in a graph for more pictures, and all pictures where they name those. */
    private boolean isAlike(LoweringContext c, LoweringContext wider) {
        Optional<IndexRegion> more = wider.constant(1).isPresent() ? region(wider) : Optional.empty();
        IndexRegion own = region(c).orElseThrow();
        List<List<Integer>> entries = own.entries();
        return more.isPresent()
                && IntStream.range(0, entries.size()).allMatch(axis -> {
                    int size = c.shape(0).size(axis);
                    int wide = wider.shape(0).size(axis);
                    return size == wide
                            ? entries.get(axis).equals(more.get().entries().get(axis))
                            : own.isWhole(axis, size) && more.get().isWhole(axis, wide);
                });
    }

    @Override
    public boolean trains(int position) {
        return position == 0;
    }
}
