package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;

/** Union of tensors that one node combines element by element: atoms at the same place unite, with ONNX's broadcasting. */
final class BroadcastUnion {
    private final ChannelContext c;
    private final int rank;
    private Part met;

    /** An empty union at the output's rank. */
    BroadcastUnion(ChannelContext c, int rank) {
        this.c = c;
        this.rank = rank;
        this.met = new Part(Indices.fixed(rank), ones(rank), "", false);
    }

    /** Adds a tensor; its axes align at the end. */
    BroadcastUnion join(Indices indices, Shape shape, String tensor) {
        return join(indices, shape, tensor, false);
    }

    /** As {@link #join(Indices, Shape, String)}, for a tensor that may have channels on axes of which this union knows nothing. */
    BroadcastUnion join(Indices indices, Shape shape, String tensor, boolean elsewhere) {
        int[] sizes = ones(rank).sizes();
        System.arraycopy(shape.sizes(), 0, sizes, rank - shape.rank(), shape.rank());
        Part next = new Part(indices.aligned(rank), Shape.of(sizes), tensor, elsewhere);
        met = met.tensor.isEmpty()
                ? next
                : new Part(
                        combine(met, next), Shape.broadcast(met.shape, next.shape), tensor, met.elsewhere || elsewhere);
        return this;
    }

    /** The atoms of the output. */
    Indices result() {
        return met.indices;
    }

    private record Part(Indices indices, Shape shape, String tensor, boolean elsewhere) {
        Part with(Indices other) {
            return new Part(other, shape, tensor, elsewhere);
        }

        /** Whether the other part has channels on axes where this one has full size, and no channels at all. */
        boolean blocks(Part other) {
            return isPlain()
                    && Arrays.stream(other.indices.axes()).anyMatch(k -> shape.size(k) > 1 && indices.length(k) == 1);
        }

        /** Whether this part has channels on every axis where the other has some. */
        boolean covers(Part other) {
            return Arrays.stream(other.indices.axes()).allMatch(k -> indices.length(k) > 1);
        }

        /** The first axis on which it has channels and the other has none. */
        int firstBeside(Part other) {
            return Arrays.stream(indices.axes())
                    .filter(k -> other.indices.length(k) == 1)
                    .findFirst()
                    .orElseThrow();
        }

        /** This part with its atoms protected and taken as no channels. */
        Part plain(ChannelContext c) {
            c.protect(indices, "follows no channels in " + c.node());
            return with(Indices.fixed(indices.rank()));
        }

        boolean isPlain() {
            return indices.axes().length == 0;
        }
    }

    private static Shape ones(int rank) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        return Shape.of(sizes);
    }

    private Indices combine(Part a, Part b) {
        if (a.isPlain() || b.isPlain()) {
            return a.isPlain() ? passed(b, a) : passed(a, b);
        }
        return a.covers(b) || b.covers(a) ? unite(a, b, (a.covers(b) ? a : b).indices.lengths()) : crossed(a, b);
    }

    /** Channels that meet a tensor without any: on axes along which it has as many values they go along the others alone, or stay. */
    private Indices passed(Part a, Part plain) {
        if (!plain.blocks(a)) {
            return a.indices;
        }
        int[] open = Arrays.stream(a.indices.axes())
                .filter(k -> plain.shape.size(k) == 1)
                .toArray();
        if (open.length == 0) {
            c.protect(a.indices, reason(plain));
        }
        return open.length == 0 ? a.indices : narrowed(a, plain, open);
    }

    /** The channels of a part along some of its axes alone: those that share an index there unite. */
    private Indices narrowed(Part part, Part other, int... axes) {
        Indices kept = part.indices;
        for (int k = 0; k < rank; k++) {
            int axis = k;
            if (Arrays.stream(axes).noneMatch(open -> open == axis)) {
                kept = kept.select(k, 0);
            }
        }
        unite(part, other.with(kept), part.indices.lengths());
        return kept;
    }

    /**
     * Channels on different axes: those on axes that both have unite there, else those that no contraction makes give way, and those that lie further behind otherwise. A map's
     * channels thus stand before what is computed beside them, such as weights for the places of a window.
     */
    private Indices crossed(Part a, Part b) {
        int[] both = Arrays.stream(a.indices.axes())
                .filter(k -> b.indices.length(k) > 1)
                .toArray();
        if (both.length > 0) {
            Part left = a.with(narrowed(a, b, both));
            Part right = b.with(narrowed(b, a, both));
            return unite(left, right, left.indices.lengths());
        }
        if (c.isLoose(a.indices) || c.isLoose(b.indices)) {
            return c.isLoose(b.indices) ? combine(a, b.plain(c)) : combine(a.plain(c), b);
        }
        String crossing = crossing();
        boolean first = a.firstBeside(b) < b.firstBeside(a);
        Part behind = first ? b : a;
        c.protect(behind.indices, crossing);
        Part plain = behind.with(Indices.fixed(rank));
        Part before = first ? a : b;
        if (plain.blocks(before)) {
            c.protect(before.indices, crossing);
        }
        return before.indices;
    }

    private Indices unite(Part a, Part b, int... lengths) {
        int[] x = a.indices.expand(lengths).atoms();
        int[] y = b.indices.expand(lengths).atoms();
        int[] united = new int[x.length];
        for (int i = 0; i < united.length; i++) {
            if (x[i] != y[i]) {
                c.unite(x[i], y[i], reason(x[i] == Indices.FIXED ? a : b));
            }
            united[i] = x[i] == Indices.FIXED ? y[i] : x[i];
        }
        return Indices.along(1, 0, united).withLengths(lengths);
    }

    private String crossing() {
        return "meets channels of another axis in " + c.node();
    }

    private String reason(Part fixed) {
        if (fixed.elsewhere && fixed.isPlain()) {
            return crossing();
        }
        return "is combined by " + c.node() + " with '" + fixed.tensor + "', whose channels cannot be cut";
    }
}
