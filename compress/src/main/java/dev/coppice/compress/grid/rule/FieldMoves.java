package dev.coppice.compress.grid.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the maps lie now whose positions a tensor holds.
 *
 * @param now placement now, by the placement in the graph as it is; a placement that is not listed stays
 */
public record FieldMoves(Map<Placement, Placement> now) {
    /** Nothing moves. */
    public static final FieldMoves NONE = new FieldMoves(Map.of());

    public FieldMoves {
        now = Map.copyOf(now);
    }

    /** The placement now of the map that lies here in the graph as it is. */
    public Placement of(Placement own) {
        return Objects.requireNonNullElse(now.get(own), own);
    }

    /** These and others; empty if a map would lie on two grids. */
    Optional<FieldMoves> and(FieldMoves others) {
        Map<Placement, Placement> all = new HashMap<>(now);
        boolean agree = others.now.entrySet().stream()
                .allMatch(e -> Objects.requireNonNullElse(all.put(e.getKey(), e.getValue()), e.getValue())
                        .equals(e.getValue()));
        return agree ? Optional.of(new FieldMoves(all)) : Optional.empty();
    }

    /** Whether every map stays. */
    public boolean isNone() {
        return now.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
    }
}
