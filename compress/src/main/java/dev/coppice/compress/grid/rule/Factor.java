package dev.coppice.compress.grid.rule;

import java.util.List;
import java.util.Optional;

/**
 * Part of a tensor's axis: channels, heads or the like, or positions of a map. Reshapes split and merge these parts.
 *
 * @param size number of values, in the graph as it is
 * @param axis 0 for rows of a map, 1 for columns, -1 for all else
 * @param field placement of the map whose positions these are, in the graph as it is; empty for all else
 * @param span number of neighbouring rows or columns that one value stands for; the values inside a window have a smaller
 *     span than the windows
 * @param scales whether the number of values changes with the map's grid; windows keep their sizes, and their number
 *     changes
 * @param fill to whole windows of how many rows or columns these are filled up; 1 if they are not
 * @param beside what an axis is made of that holds other values beside positions, such as one for a class token
 */
record Factor(
        int size, int axis, Optional<Placement> field, int span, boolean scales, int fill, Optional<Beside> beside) {
    /**
     * Positions with other values beside them on one axis, or some of the positions.
     *
     * @param before number of others in front of the positions; below 0, that of positions that are missing in front
     * @param positions the positions
     * @param after number of others behind the positions; below 0, that of positions that are missing behind
     */
    record Beside(int before, List<Factor> positions, int after) {
        Beside {
            positions = List.copyOf(positions);
        }
    }

    /** Channels, heads or the like. */
    static Factor plain(int size) {
        return new Factor(size, -1, Optional.empty(), 1, false, 1, Optional.empty());
    }

    /** All rows (axis 0) or columns (axis 1) of a map. */
    static Factor positions(Placement field, int axis) {
        return new Factor(field.size(axis), axis, Optional.of(field), 1, true, 1, Optional.empty());
    }

    /** These rows or columns with more behind them, so that they make whole windows. */
    Factor filledUp(int window) {
        return new Factor(upTo(window, size), axis, field, span, scales, window, Optional.empty());
    }

    /** Whether these are all rows or columns of a map, each once. */
    boolean isWhole() {
        return axis >= 0 && scales && span == 1 && fill == 1;
    }

    /** The rows or columns without those that fill up the last window; empty if these are none that are filled up. */
    Optional<Factor> unfilled() {
        return fill > 1 && scales && span == 1 ? field.map(map -> positions(map, axis)) : Optional.empty();
    }

    private static int upTo(int window, int size) {
        return (size + window - 1) / window * window;
    }

    /** An axis of positions of one map with a number of other values in front of them and behind them. */
    static Factor beside(int before, List<Factor> positions, int after) {
        int size = positions.stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b);
        Beside beside = new Beside(before, positions, after);
        return new Factor(before + size + after, -1, positions.get(0).field(), 1, true, 1, Optional.of(beside));
    }

    /**
     * Some of the positions along an axis.
     *
     * @param before number of those that are missing in front
     * @param after number of those that are missing behind
     * @param scales whether the rest changes with the map's grid, and not what is missing
     */
    static Factor some(int before, List<Factor> positions, int after, boolean scales) {
        int size = positions.stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b) - before - after;
        Beside beside = new Beside(-before, positions, -after);
        return new Factor(size, -1, positions.get(0).field(), 1, scales, 1, Optional.of(beside));
    }

    /** Whether these are some of the positions along an axis. */
    boolean isSome() {
        return beside.filter(b -> b.before() < 0 || b.after() < 0).isPresent();
    }

    /** This part as an outer and an inner one; of positions, the outer ones scale. */
    List<Factor> split(int outer) {
        int inner = size / outer;
        return List.of(
                new Factor(outer, axis, field, span * inner, scales, fill, Optional.empty()),
                new Factor(inner, axis, field, span, false, fill, Optional.empty()));
    }

    /** Whether another part holds the positions inside each of this part's windows. */
    boolean continuesIn(Factor inner) {
        return axis >= 0
                && axis == inner.axis
                && fill == inner.fill
                && field.equals(inner.field)
                && span == inner.span * inner.size;
    }

    /** Both parts in one, where the other continues this one. */
    Factor merged(Factor inner) {
        return new Factor(size * inner.size, axis, field, inner.span, scales, fill, Optional.empty());
    }

    /** The number of values where the map lies elsewhere; empty if its rows or columns do not divide into the windows. */
    Optional<Integer> sizeAt(FieldMoves moves) {
        if (!scales) {
            return Optional.of(size);
        }
        if (beside.isPresent()) {
            return Layout.sizeAt(beside.get().positions(), moves)
                    .map(now -> beside.get().before() + now + beside.get().after())
                    .filter(now -> now > 0);
        }
        int now = upTo(fill, moves.of(field.orElseThrow()).size(axis));
        return now % span == 0 ? Optional.of(now / span) : Optional.empty();
    }
}
