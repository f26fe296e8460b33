package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Graph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finder of few patterns that name some weights of a graph and no others, as {@code Freezing} reads patterns. */
final class FrozenPatterns {
    /** What a pattern, or a list of them, reads as something else. */
    private static final String SIGNS = "*?, '\"";

    private static final String SEPARATORS = "./_:-";

    private FrozenPatterns() {}

    /** The patterns; empty if no names tell these weights from others. */
    static Optional<List<String>> of(Graph graph, Set<String> wanted) {
        Map<String, Set<String>> candidates = candidates(graph);
        candidates.values().removeIf(named -> !wanted.containsAll(named));
        Set<String> left = new HashSet<>(wanted);
        List<String> patterns = new ArrayList<>();
        while (!left.isEmpty()) {
            String best = candidates.keySet().stream()
                    .max(Comparator.comparingInt(
                                    (String pattern) -> shared(candidates.getOrDefault(pattern, Set.of()), left))
                            .thenComparing(Comparator.comparingInt(String::length)
                                    .thenComparing(Comparator.naturalOrder())
                                    .reversed()))
                    .orElse("");
            if (!left.removeAll(candidates.getOrDefault(best, Set.of()))) {
                return Optional.empty();
            }
            patterns.add(best);
        }
        return Optional.of(patterns.stream().sorted().toList());
    }

    private static int shared(Collection<String> named, Set<String> left) {
        return (int) named.stream().filter(left::contains).count();
    }

    /** The weights that each whole name, and each beginning of names up to a separator, stands for. */
    private static Map<String, Set<String>> candidates(Graph graph) {
        Map<String, Set<String>> candidates = new TreeMap<>();
        for (String weight : Weights.of(graph)) {
            Set<String> names = new TreeSet<>(Set.of(weight));
            Weights.readers(graph, weight).forEach(reader -> names.add(reader.name()));
            for (String name : names) {
                patterns(name).forEach(pattern -> candidates
                        .computeIfAbsent(pattern, p -> new HashSet<>())
                        .add(weight));
            }
        }
        return candidates;
    }

    private static List<String> patterns(String name) {
        List<String> patterns = new ArrayList<>();
        int end = 0;
        while (end < name.length() && SIGNS.indexOf(name.charAt(end)) < 0) {
            end++;
            if (SEPARATORS.indexOf(name.charAt(end - 1)) >= 0) {
                patterns.add(name.substring(0, end) + "*");
            }
        }
        if (end == name.length() && end > 0) {
            patterns.add(name);
        }
        return patterns;
    }
}
