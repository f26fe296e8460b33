package dev.coppice.eval.latency;

import dev.coppice.compress.plan.WidthStaircase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Times of convolutions by their number of channels, and the edges in these times.
 *
 * @param millis milliseconds by number of channels, finite and positive
 */
public record StaircaseTimes(SortedMap<Integer, Double> millis) {
    /** The share by which every larger count must take longer to make a count an edge. Smaller differences are noise. */
    private static final double CLEARLY = 0.05;

    public StaircaseTimes {
        millis = new TreeMap<>(millis);
    }

    /** The counts with which a convolution takes clearly less time than with any larger timed count, ascending. */
    public List<Integer> edges() {
        List<Integer> edges = new ArrayList<>();
        for (Map.Entry<Integer, Double> entry : millis.entrySet()) {
            double longer = entry.getValue() * (1 + CLEARLY);
            if (millis.tailMap(entry.getKey() + 1).values().stream().allMatch(other -> other > longer)) {
                edges.add(entry.getKey());
            }
        }
        return edges;
    }

    /** The distance of the last edges; empty if the last three are not evenly spaced. */
    OptionalInt block() {
        List<Integer> edges = edges();
        int n = edges.size();
        if (n < 3 || edges.get(n - 1) - edges.get(n - 2) != edges.get(n - 2) - edges.get(n - 3)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(edges.get(n - 1) - edges.get(n - 2));
    }

    /** Whether the edges from one block on are exactly the multiples of the block. */
    boolean isEven() {
        OptionalInt block = block();
        List<Integer> edges = edges();
        return block.isPresent()
                && millis.keySet().stream()
                        .filter(channels -> channels >= block.getAsInt())
                        .allMatch(channels -> edges.contains(channels) == (channels % block.getAsInt() == 0));
    }

    /**
     * The staircase; empty if the times show none.
     *
     * @param machine the machine of the times, for people
     */
    public Optional<WidthStaircase> staircase(String machine) {
        OptionalInt block = block();
        return block.isEmpty() ? Optional.empty() : Optional.of(new WidthStaircase(edges(), block.getAsInt(), machine));
    }
}
