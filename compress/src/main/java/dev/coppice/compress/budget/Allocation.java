package dev.coppice.compress.budget;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * State of a search: a grid and the widths of the layers.
 *
 * @param grid index of the grid candidate; 0 for the original's grid
 * @param kept coupled channels that each layer keeps, by its name, in graph order
 */
record Allocation(int grid, Map<String, Integer> kept) {
    Allocation {
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    Allocation onGrid(int other) {
        return new Allocation(other, kept);
    }

    Allocation keeping(String layer, int count) {
        Map<String, Integer> changed = new LinkedHashMap<>(kept);
        changed.put(layer, count);
        return new Allocation(grid, changed);
    }

    int of(String layer) {
        Integer count = kept.get(layer);
        if (count == null) {
            throw new IllegalArgumentException("the search knows no layer '" + layer + "'");
        }
        return count;
    }
}
