package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NamePattern;
import dev.coppice.models.NearNames;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.Weights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Layers that training leaves as they are: their weights, and the statistics of their batch normalisations.
 *
 * @param patterns patterns for the names of weights, and of nodes, which stand for all weights that they read or
 *     that what they read is computed from
 */
public record Freezing(List<NamePattern> patterns) {
    /** Everything is trained. */
    public static final Freezing NONE = new Freezing(List.of());

    public Freezing {
        patterns = List.copyOf(patterns);
    }

    /** The layers that patterns name; see {@link NamePattern}. */
    public static Freezing of(List<String> patterns) {
        return new Freezing(patterns.stream().map(NamePattern::new).toList());
    }

    public boolean isNone() {
        return patterns.isEmpty();
    }

    /** The frozen weights of a graph. */
    public Set<String> weights(Graph graph) {
        Set<String> frozen = new HashSet<>();
        if (isNone()) {
            return frozen;
        }
        for (String weight : Weights.of(graph)) {
            boolean own =
                    fits(weight) || Weights.readers(graph, weight).stream().anyMatch(reader -> fits(reader.name()));
            if (own) {
                frozen.add(weight);
            }
        }
        return frozen;
    }

    /** Whether a node is frozen: by its name, or by that of a constant that it reads. */
    public boolean has(Node node) {
        return fits(node.name()) || node.inputs().stream().skip(1).anyMatch(this::fits);
    }

    private boolean fits(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.fits(name));
    }

    /**
     * Checks that every pattern names layers of a network.
     *
     * @throws InvalidInputException naming every pattern that fits no weight and no node with weights
     */
    void requireKnown(Network network) {
        Graph graph = network.graph();
        Set<String> names = new TreeSet<>();
        for (String weight : isNone() ? Set.<String>of() : Weights.of(graph)) {
            names.add(weight);
            Weights.readers(graph, weight).forEach(reader -> names.add(reader.name()));
        }
        List<String> problems = new ArrayList<>();
        for (NamePattern pattern : patterns) {
            if (names.stream().noneMatch(pattern::fits)) {
                problems.add("Pattern '" + pattern.text() + "' fits no weight of network '"
                        + network.card().name() + "' and no node that reads one. The nearest are "
                        + near(pattern, names.stream()) + ".");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    words -> "Wrong " + words.of(Setting.FROZEN) + ": " + String.join(" ", problems));
        }
    }

    private static String near(NamePattern pattern, Stream<String> names) {
        return NearNames.of(pattern.plain(), names).stream()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }
}
