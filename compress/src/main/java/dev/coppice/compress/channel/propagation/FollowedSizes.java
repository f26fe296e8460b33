package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.SizeOrigins;
import dev.coppice.models.shape.SizeOrigins.Axis;
import dev.coppice.models.shape.SizeOrigins.Origin;
import dev.coppice.models.shape.SizeOrigins.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sizes that a graph computes from shapes, as networks with open height and width do. Nodes that compute them read no
 * channel, only its number. A number of channels that reaches its reader unchanged follows a cut by itself; one that was
 * written down as a constant on the way is changed there. Channels whose number is computed with stay.
 */
final class FollowedSizes {
    private record Input(String node, int position) {}

    /** An axis of atoms that a number counts. */
    private record Count(Indices indices, int axis) {}

    private final PropagatedChannels propagated;
    private final SizeOrigins origins;
    private final Map<Input, Map<Integer, Count>> written = new LinkedHashMap<>();
    private final Map<Place, Node> otherReaders = new HashMap<>();
    private final Set<Input> claimed = new HashSet<>();

    FollowedSizes(PropagatedChannels propagated) {
        this.propagated = propagated;
        this.origins = SizeOrigins.of(propagated.graph, propagated.shapes);
    }

    /** Whether a node computes nothing but sizes. Matrices of real numbers that no picture changes are maps all the same. */
    boolean isSize(Node node) {
        return node.outputs().stream().allMatch(this::isSize);
    }

    private boolean isSize(String tensor) {
        return origins.of(tensor).isPresent()
                && propagated
                        .shapes
                        .value(tensor)
                        .filter(value ->
                                value.shape().rank() <= 1 || !value.type().isFloating())
                        .isPresent();
    }

    /** The atoms that an element of a tensor counts, where it is the unchanged size of the axis they lie on; none else. */
    int[] counted(String tensor, int element) {
        return origins.of(tensor)
                .map(all -> all.get(element))
                .filter(origin -> origin.isMoved() && origin.places().isEmpty())
                .map(origin -> origin.axes().iterator().next())
                .map(axis -> propagated.along(axis.tensor(), axis.axis()))
                .orElse(new int[0]);
    }

    /** Notes that element k of the sizes that a node reads counts the atoms on axis {@code axes[k]}; on none if -1. */
    void count(Node node, int position, List<Indices> sets, int... axes) {
        claimed.add(new Input(node.name(), position));
        List<Origin> elements = origins.of(node.input(position)).orElseThrow();
        for (int k = 0; k < elements.size(); k++) {
            Indices indices = Indices.on(Math.max(0, axes[k]), sets);
            boolean counts = axes[k] >= 0 && indices.length(axes[k]) > 1;
            boolean follows = counts && follows(node, elements.get(k), new Count(indices, axes[k]));
            if (!counts || (!follows && isCutElsewhere(indices, axes[k], node))) {
                read(node, elements.get(k));
            } else if (!follows) {
                String reason = "has its number computed for " + node + " in a way that does not follow a cut";
                propagated.protect(indices, reason);
                protectAxes(elements.get(k), reason);
            }
        }
    }

    /** Notes that a node reads all sizes at its inputs that no rule has claimed, in some way of its own. */
    void readOthers(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (isSize(node.input(i)) && !claimed.contains(new Input(node.name(), i))) {
                origins.of(node.input(i)).ifPresent(all -> new HashSet<>(all).forEach(one -> read(node, one)));
            }
        }
    }

    /** Whether what the node gives is cut along another axis than this one, as groups of channels are, whose number stays. */
    private boolean isCutElsewhere(Indices indices, int axis, Node node) {
        return propagated.settle(indices, node.output()).length(axis) == 1;
    }

    /** Protects all channels whose number is an output of the graph. */
    void protectOutput(String tensor) {
        origins.of(tensor)
                .ifPresent(all -> all.forEach(one -> protectAxes(one, "is counted by output '" + tensor + "'")));
    }

    /** Notes the constants that follow; protects where another node reads the same constant as it is. */
    void finish() {
        written.forEach((input, counts) -> {
            Node node = propagated.graph.node(input.node);
            counts.forEach((element, count) -> {
                Node other = otherReaders.get(new Place(input.node, input.position, element));
                if (other != null) {
                    propagated.protect(
                            count.indices, "has its number read by " + other + " too, which does not follow");
                }
            });
            long[] before = propagated
                    .graph
                    .constant(node.input(input.position))
                    .orElseThrow()
                    .toLongs();
            propagated.sizes.add(new PropagatedChannels.SizeInput(node, input.position, survivors -> {
                long[] values = before.clone();
                counts.forEach((element, count) ->
                        values[element] = survivors.count(count.indices, count.axis, (int) before[element]));
                return values;
            }));
        });
    }

    private boolean follows(Node reader, Origin origin, Count count) {
        if (!origin.isMoved()) {
            return false;
        }
        if (origin.places().isEmpty()) {
            Axis axis = origin.axes().iterator().next();
            Indices of = propagated.tensors.get(axis.tensor());
            return of != null && (isSame(new Count(of, axis.axis()), count) || united(axis, count));
        }
        Place place = origin.places().iterator().next();
        Node node = propagated.graph.node(place.node());
        boolean plain = propagated
                .graph
                .constant(node.input(place.input()))
                .map(Tensor::type)
                .filter(type -> type == ElementType.INT64)
                .isPresent();
        Count earlier = written.computeIfAbsent(new Input(place.node(), place.input()), k -> new LinkedHashMap<>())
                .putIfAbsent(place.element(), count);
        if (earlier == null || isSame(earlier, count)) {
            return plain;
        }
        if (plain && united(earlier, count)) {
            return true;
        }
        otherReaders.put(place, reader);
        return false;
    }

    /** Unites what a number counts with what else it counts, so that both lose as many. */
    private boolean united(Count earlier, Count count) {
        return united(
                alone(earlier.indices), alone(count.indices), "shares its number with channels that cannot be cut");
    }

    /** The atoms of a tensor that has some on one axis only; none else. */
    private static int[] alone(Indices indices) {
        return indices.axes().length == 1 ? indices.atoms() : new int[0];
    }

    /** Unites what one tensor counts with what another has there, so that both lose as many. */
    private boolean united(Axis axis, Count count) {
        return united(
                propagated.along(axis.tensor(), axis.axis()),
                alone(count.indices),
                "takes its number from '" + axis.tensor() + "', where it cannot be cut");
    }

    private boolean united(int[] there, int[] here, String reason) {
        if (there.length == 0 || there.length != here.length) {
            return false;
        }
        for (int i = 0; i < here.length; i++) {
            propagated.unite(here[i], there[i], reason);
        }
        return true;
    }

    private void read(Node node, Origin origin) {
        origin.places().forEach(place -> otherReaders.put(place, node));
        protectAxes(origin, "has its number read by " + node + ", which does not follow a cut");
    }

    private void protectAxes(Origin origin, String reason) {
        for (Axis axis : origin.axes()) {
            Indices indices = propagated.tensors.get(axis.tensor());
            // Where all indices hold the same channels, as heads do, none goes without the others.
            if (indices != null && new HashSet<>(positions(new Count(indices, axis.axis()))).size() > 1) {
                propagated.protect(indices, reason);
            }
        }
    }

    /** Whether both count the same atoms, and so the same number after every cut. */
    private boolean isSame(Count a, Count b) {
        return a.indices.length(a.axis) == b.indices.length(b.axis)
                && positions(a).equals(positions(b));
    }

    private List<String> positions(Count count) {
        int[] atoms = count.indices.atoms();
        List<TreeSet<Integer>> roots = new ArrayList<>();
        for (int i = 0; i < count.indices.length(count.axis); i++) {
            roots.add(new TreeSet<>());
        }
        for (int i = 0; i < atoms.length; i++) {
            roots.get(count.indices.position(i, count.axis)).add(propagated.atoms.find(atoms[i]));
        }
        return roots.stream().map(TreeSet::toString).sorted().toList();
    }
}
