package dev.coppice.compress.plan;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resampling;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a constant holds positions of maps, and how many of them it will hold.
 *
 * @param kind resampling of the constant
 * @param axes its axes
 * @param moved rows or columns that change
 */
public record ConstantPositions(Resampling kind, List<PartedAxis> axes, List<Moved> moved) {
    /** The largest number of rows or columns that change: their matrix has its square. */
    private static final long MOST = 1 << 13;

    /**
     * An axis of a constant.
     *
     * @param before values in front of the parts, such as one for a class token
     * @param parts sizes of the parts that make the axis, from the outer to the inner one
     * @param after values behind the parts
     */
    public record PartedAxis(int before, List<Integer> parts, int after) {
        public PartedAxis {
            parts = List.copyOf(parts);
        }

        /** The size of the axis. */
        public long size() {
            return before + product(parts.stream()) + after;
        }

        private boolean isValid() {
            return before >= 0 && after >= 0 && parts.stream().allMatch(size -> size >= 1);
        }
    }

    /**
     * Rows or columns of a map.
     *
     * @param parts the parts that they are, from the outer to the inner one, counted over all axes from 0; the first changes
     * @param to number of rows or columns that they become, at most as many as they are
     */
    public record Moved(List<Integer> parts, int to) {
        public Moved {
            parts = List.copyOf(parts);
        }
    }

    public ConstantPositions {
        axes = List.copyOf(axes);
        moved = List.copyOf(moved);
    }

    /** Why they do not fit a constant of this shape; empty if they do. */
    public Optional<String> problem(Shape constant) {
        boolean fits = axes.size() == constant.rank()
                && axes.stream().allMatch(PartedAxis::isValid)
                && IntStream.range(0, constant.rank()).allMatch(i -> axes.get(i).size() == constant.size(i));
        if (!fits) {
            return Optional.of("its axes " + axes + " do not make a constant of " + constant);
        }
        List<Integer> sizes =
                axes.stream().flatMap(axis -> axis.parts().stream()).toList();
        Set<Integer> seen = new HashSet<>();
        return moved.stream()
                .filter(move -> !isValid(move, sizes) || !seen.addAll(move.parts()))
                .findFirst()
                .map(move -> "parts " + move.parts() + " of " + sizes + " cannot become " + move.to());
    }

    private static boolean isValid(Moved move, List<Integer> sizes) {
        boolean known = !move.parts().isEmpty()
                && move.parts().stream().distinct().count() == move.parts().size()
                && move.parts().stream().allMatch(part -> part >= 0 && part < sizes.size());
        if (!known) {
            return false;
        }
        long from = product(move.parts().stream().map(sizes::get));
        return move.to() >= 1
                && move.to() <= from
                && from <= MOST
                && move.to() % product(move.parts().stream().skip(1).map(sizes::get)) == 0;
    }

    /** The product of sizes; above that of any array, only that it is. */
    private static long product(Stream<Integer> sizes) {
        return sizes.mapToLong(Integer::longValue).reduce(1, (a, b) -> a > Integer.MAX_VALUE ? a : a * b);
    }
}
