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
 * What convolutions take by their number of channels, and the edges that this has.
 *
 * @param millis milliseconds by channels, finite and positive
 */
public record StaircaseTimes(SortedMap<Integer, Double> millis) {
    /** A count is an edge if every larger one takes longer by this share; what is less is noise. */
    private static final double CLEARLY = 0.05;

    public StaircaseTimes {
        millis = new TreeMap<>(millis);
    }

    /** The counts with which a convolution takes clearly less time than with any larger one that was timed, ascending. */
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

    /** How far apart the last edges are; empty where the last three are not evenly spaced. */
    OptionalInt block() {
        List<Integer> edges = edges();
        int n = edges.size();
        if (n < 3 || edges.get(n - 1) - edges.get(n - 2) != edges.get(n - 2) - edges.get(n - 3)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(edges.get(n - 1) - edges.get(n - 2));
    }

    /** Whether from one block on edges are the multiples of the block and nothing else. */
    boolean isEven() {
        OptionalInt block = block();
        List<Integer> edges = edges();
        return block.isPresent()
                && millis.keySet().stream()
                        .filter(channels -> channels >= block.getAsInt())
                        .allMatch(channels -> edges.contains(channels) == (channels % block.getAsInt() == 0));
    }

    /**
     * The staircase, empty where the times show none.
     *
     * @param machine what they were taken on, for people
     */
    public Optional<WidthStaircase> staircase(String machine) {
        OptionalInt block = block();
        return block.isEmpty() ? Optional.empty() : Optional.of(new WidthStaircase(edges(), block.getAsInt(), machine));
    }
}
