package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where a tensor that is no map, N×C and space axes, holds the positions of maps: tokens, windows, weights of attention. Reshape and
 * Transpose are executed on it.
 *
 * @param axes parts of every axis, from the outer to the inner one
 * @param normalised parts of the axis along which the values sum to 1; empty if there is none
 */
public record Layout(List<List<Factor>> axes, List<Factor> normalised) {
    public Layout {
        axes = axes.stream().map(Layout::merged).toList();
        normalised = List.copyOf(normalised);
    }

    Layout(List<List<Factor>> axes) {
        this(axes, List.of());
    }

    /** The layout of a map, N×C and space axes. */
    static Layout ofMap(Shape shape, Placement at) {
        List<List<Factor>> axes = new ArrayList<>();
        axes.add(part(Factor.plain(shape.size(0))));
        axes.add(part(Factor.plain(shape.size(1))));
        for (int axis = 0; axis < at.sizes().size(); axis++) {
            axes.add(part(Factor.positions(at, axis)));
        }
        return new Layout(axes);
    }

    /** An axis of one part; none of a single value. */
    static List<Factor> part(Factor factor) {
        return factor.size() == 1 ? List.of() : List.of(factor);
    }

    /** The layout of the same values, in the same order, in another shape; empty if its axes cut across the parts. */
    Optional<Layout> reshaped(Shape to) {
        List<Factor> left = new ArrayList<>();
        axes.forEach(left::addAll);
        List<List<Factor>> regrouped = new ArrayList<>();
        for (int size : to.sizes()) {
            Optional<List<Factor>> taken = take(size, left);
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            regrouped.add(taken.get());
        }
        return Optional.of(new Layout(regrouped, normalised));
    }

    /** Takes parts off the front that make an axis of this size. */
    private static Optional<List<Factor>> take(int size, List<Factor> left) {
        List<Factor> taken = new ArrayList<>();
        int missing = size;
        while (missing > 1) {
            if (left.isEmpty()) {
                return Optional.empty();
            }
            Factor first = left.remove(0);
            if (missing % first.size() != 0) {
                if (first.size() % missing != 0 || first.beside().isPresent()) {
                    return Optional.empty();
                }
                List<Factor> split = first.split(missing);
                left.add(0, split.get(1));
                first = split.get(0);
            }
            taken.add(first);
            missing /= first.size();
        }
        return Optional.of(taken);
    }

    Layout transposed(int... order) {
        List<List<Factor>> moved = new ArrayList<>();
        for (int axis : order) {
            moved.add(axes.get(axis));
        }
        return new Layout(moved, normalised);
    }

    Layout normalisedAlong(int axis) {
        return new Layout(axes, axes.get(axis));
    }

    /** Whether the values along an axis are weighed by shares of 1, so that a sum over it is a mean. */
    boolean isNormalisedAlong(int axis) {
        return !normalised.isEmpty() && normalised.equals(axes.get(axis));
    }

    Layout unnormalised() {
        return new Layout(axes);
    }

    /** Parts of an axis whose number of values changes with a grid. */
    List<Factor> scaling(int axis) {
        return scaling(axes.get(axis));
    }

    static List<Factor> scaling(List<Factor> parts) {
        return parts.stream().filter(Factor::scales).toList();
    }

    /** Whether it holds positions of a map at all. */
    public boolean hasPositions() {
        return axes.stream().anyMatch(parts -> parts.stream().anyMatch(Factor::scales));
    }

    /** Whether an axis holds some of the positions of a map, not all. */
    public boolean holdsSome(int axis) {
        return axes.get(axis).stream().anyMatch(Factor::isSome);
    }

    /** The placements of the maps whose positions it holds. */
    public Set<Placement> fields() {
        Set<Placement> fields = new LinkedHashSet<>();
        axes.forEach(parts -> parts.forEach(part -> part.field().ifPresent(fields::add)));
        return fields;
    }

    /** The sizes where the maps lie elsewhere; empty if the space axes do not divide into the windows. */
    public Optional<List<Integer>> sizesAt(FieldMoves moves) {
        List<Integer> sizes = new ArrayList<>();
        for (List<Factor> parts : axes) {
            Optional<Integer> size = sizeAt(parts, moves);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            sizes.add(size.get());
        }
        return Optional.of(sizes);
    }

    /** The size of an axis where the maps lie elsewhere. */
    static Optional<Integer> sizeAt(List<Factor> parts, FieldMoves moves) {
        int size = 1;
        for (Factor part : parts) {
            Optional<Integer> now = part.sizeAt(moves);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            size *= now.get();
        }
        return Optional.of(size);
    }

    /** Why it has no {@link #sizesAt}: windows that do not divide a space axis, or pieces longer than it. */
    public String undivided(FieldMoves moves) {
        return axes.stream()
                .flatMap(List::stream)
                .filter(part -> part.sizeAt(moves).isEmpty() && part.beside().isEmpty())
                .findFirst()
                .map(part -> "its windows of " + part.span() + " do not divide the "
                        + moves.of(part.field().orElseThrow()).size(part.axis()) + " samples of the coarser grid")
                .orElse("the coarser grid has fewer positions than it takes off");
    }

    /** The placement of the map whose positions it holds along the space axes; empty if it is no map. */
    Optional<Placement> asMap() {
        Set<Placement> fields = fields();
        if (fields.size() != 1) {
            return Optional.empty();
        }
        Placement field = fields.iterator().next();
        int spaceAxes = field.sizes().size();
        if (axes.size() != MapGrid.SPACE + spaceAxes
                || !scaling(0).isEmpty()
                || !scaling(1).isEmpty()) {
            return Optional.empty();
        }
        boolean isMap = hasPositions() && IntStream.range(0, spaceAxes).allMatch(axis -> runsAlong(axis, field));
        return isMap ? Optional.of(field) : Optional.empty();
    }

    /** Whether a space axis is that of the map, perhaps divided further. */
    private boolean runsAlong(int axis, Placement field) {
        List<Factor> parts = axes.get(MapGrid.SPACE + axis);
        if (parts.isEmpty()) {
            return field.size(axis) == 1;
        }
        return parts.get(0).scales()
                && parts.get(0).fill() == 1
                && parts.get(0).axis() == axis
                && scaling(parts).size() == 1;
    }

    /** The grid of the map that it is, whose positions are those of a map on another grid. */
    MapGrid grid(Placement field, MapGrid from) {
        int[] sizes =
                IntStream.range(MapGrid.SPACE, axes.size()).map(this::size).toArray();
        int[] before = field.sizes().stream().mapToInt(Integer::intValue).toArray();
        return from.finer(sizes).coarser(before);
    }

    private int size(int axis) {
        return axes.get(axis).stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b);
    }

    private static List<Factor> merged(List<Factor> parts) {
        List<Factor> merged = new ArrayList<>();
        for (Factor part : parts) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).continuesIn(part)) {
                merged.set(last, merged.get(last).merged(part));
            } else {
                merged.add(part);
            }
        }
        return List.copyOf(merged);
    }
}
