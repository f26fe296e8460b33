package dev.coppice.eval.flow;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Warning of a cut that will probably ruin accuracy, told from the networks alone: a layer keeps at most two channels, half
 * of the layers keep at most a tenth, or a convolution that saw a map sees two rows or columns. Layers and maps below 16 are
 * not judged.
 */
public final class RuinousCut {
    private static final int WIDE = 16;
    private static final int NARROW = 2;
    private static final int SMALLEST_SHARE = 10;
    private static final int LARGE = 16;
    private static final int SMALL = 2;
    private static final int NAMED = 3;

    private RuinousCut() {}

    /** The sentence that names the layers and what to change; empty for a cut that nothing speaks against. */
    public static Optional<String> sentence(Network original, Network cut) {
        Shapes before = original.shapes(original.batch());
        Shapes after = cut.shapes(cut.batch());
        List<String> channels = new ArrayList<>();
        List<String> grids = new ArrayList<>();
        int wide = 0;
        boolean fewest = false;
        for (Node node : original.graph().nodes()) {
            if (isJudged(node, original.graph(), cut.graph())) {
                Node now = cut.graph().node(node.name());
                Shape was = before.of(node.output());
                Shape is = after.of(now.output());
                wide += was.size(1) >= WIDE ? 1 : 0;
                if (isNarrow(was.size(1), is.size(1))) {
                    fewest |= is.size(1) <= NARROW;
                    channels.add("'" + node.name() + "' " + is.size(1) + " of " + was.size(1));
                }
                Shape saw = before.of(node.input(0));
                Shape sees = after.of(now.input(0));
                if (isSmall(saw, sees)) {
                    grids.add("'" + node.name() + "' " + map(sees) + " instead of " + map(saw));
                }
            }
        }
        boolean hardly = fewest || 2 * channels.size() >= wide;
        return sentence(hardly ? channels : List.of(), grids);
    }

    private static boolean isJudged(Node node, Graph original, Graph cut) {
        return node.is("Conv", "ConvTranspose")
                && node.attributes().integer("group", 1) == 1
                && cut.hasNode(node.name())
                && !original.isOutput(node.output())
                && original.constant(node.input(1))
                        .filter(weights -> weights.shape().rank() == 4)
                        .isPresent();
    }

    private static boolean isNarrow(int before, int now) {
        return before >= WIDE && (now <= NARROW || now * SMALLEST_SHARE <= before);
    }

    private static boolean isSmall(Shape before, Shape now) {
        return Math.min(before.size(2), before.size(3)) >= LARGE && Math.min(now.size(2), now.size(3)) <= SMALL;
    }

    private static String map(Shape shape) {
        return shape.size(2) + "×" + shape.size(3);
    }

    private static Optional<String> sentence(List<String> channels, List<String> grids) {
        if (channels.isEmpty() && grids.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        if (!channels.isEmpty()) {
            parts.add(named("hardly any channels are left in ", channels) + "; cut fewer channels");
        }
        if (!grids.isEmpty()) {
            parts.add(named("hardly any samples are left in what is read by ", grids) + "; take a finer grid");
        }
        return Optional.of("This cut will probably ruin accuracy: " + String.join("; and ", parts) + ".");
    }

    private static String named(String what, List<String> layers) {
        String first = layers.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = layers.size() - NAMED;
        return what
                + layers.size()
                + (layers.size() == 1 ? " layer (" : " layers (")
                + first
                + (more > 0 ? " and " + more + " more)" : ")");
    }
}
