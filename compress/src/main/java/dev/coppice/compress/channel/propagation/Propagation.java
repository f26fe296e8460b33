package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Propagation: runs all rules over a graph and settles their notes. */
public final class Propagation {
    private final PropagatedChannels propagated;
    private final Function<Node, Optional<ChannelRule>> rules;

    private Propagation(PropagatedChannels propagated, Function<Node, Optional<ChannelRule>> rules) {
        this.propagated = propagated;
        this.rules = rules;
    }

    /** The propagated channels of a graph. Every tensor is cut on at most one axis; channels that must stay are protected. */
    public static PropagatedChannels run(Graph graph, Shapes shapes, Function<Node, Optional<ChannelRule>> rules) {
        Propagation run = new Propagation(new PropagatedChannels(graph, shapes), rules);
        graph.nodes().forEach(run::cross);
        for (TensorInfo output : graph.outputs()) {
            run.protect(output.name(), "reaches output '" + output.name() + "' unchanged by any contraction");
            run.propagated.followed.protectOutput(output.name());
        }
        run.propagated.followed.finish();
        run.settle();
        return run.propagated;
    }

    private void cross(Node node) {
        protectBeside(node, rules.apply(node).map(ChannelRule::carriesBeside).orElse(0));
        List<Indices> outputs = propagated.followed.isSize(node) ? List.of() : outputs(node);
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            if (i < outputs.size()) {
                propagated.put(output, single(outputs.get(i).compact(), output));
            } else {
                int rank = output.isEmpty() ? 0 : propagated.shapes.of(output).rank();
                propagated.put(output, Indices.fixed(rank));
            }
        }
    }

    /** Protects what tensors have beside their channels, but the first ones that a rule carries. */
    private void protectBeside(Node node, int carried) {
        for (String input : node.inputs()) {
            propagated.beside(input).stream()
                    .skip(carried)
                    .forEach(set -> propagated.protect(set, ChannelContext.crossing(input)));
        }
    }

    private List<Indices> outputs(Node node) {
        ChannelContext context = new ChannelContext(node, propagated);
        if (isEmpty(node)) {
            return context.protectInputs("reaches " + node + ", which gives a tensor without elements");
        }
        List<Indices> outputs = rules.apply(node)
                .map(rule -> rule.propagate(context))
                .orElseGet(() -> context.protectInputs("reaches " + node + ", an operator without a channel rule"));
        propagated.followed.readOthers(node);
        for (int i = Math.max(1, outputs.size()); i < node.outputs().size() && !outputs.isEmpty(); i++) {
            if (isRead(node.outputs().get(i))) {
                context.protect(
                        outputs.get(0),
                        "reaches '" + node.outputs().get(i) + "' of " + node + ", which keeps its shape");
            }
        }
        return outputs;
    }

    private boolean isEmpty(Node node) {
        return !node.output().isEmpty() && propagated.shapes.of(node.output()).elements() == 0;
    }

    private boolean isRead(String tensor) {
        return !tensor.isEmpty()
                && (propagated.graph.isOutput(tensor)
                        || !propagated.graph.uses(tensor).isEmpty());
    }

    /** Fixes an atom that is a whole tensor, since every tensor keeps at least one index. */
    private Indices single(Indices indices, String tensor) {
        if (indices.axes().length > 0 || indices.isFixed()) {
            return indices;
        }
        propagated.atoms.protect(indices.atoms()[0], "is all there is of '" + tensor + "'");
        return Indices.fixed(indices.rank());
    }

    private void protect(String tensor, String reason) {
        Stream.concat(Stream.ofNullable(propagated.tensors.get(tensor)), propagated.beside(tensor).stream())
                .forEach(indices -> propagated.protect(indices, reason));
    }

    /** Unites until nothing changes: a union in one tensor may leave another with fewer separate channels. */
    private void settle() {
        int before;
        do {
            before = propagated.atoms.changes();
            propagated.tensors.forEach((tensor, indices) -> propagated.settle(indices, tensor));
            propagated.beside.forEach((tensor, sets) -> sets.forEach(set -> propagated.settle(set, tensor)));
            for (ConstantUse use : propagated.uses) {
                propagated.settle(use.indices(), use.constant());
            }
        } while (before != propagated.atoms.changes());
        propagated.tensors.forEach(this::keepOne);
        propagated.beside.forEach((tensor, sets) -> sets.forEach(set -> keepOne(tensor, set)));
    }

    private void keepOne(String tensor, Indices indices) {
        List<Integer> roots = new ArrayList<>();
        for (int atom : indices.atoms()) {
            int root = propagated.atoms.find(atom);
            if (root == Atoms.FIXED || (!roots.isEmpty() && roots.get(0) != root)) {
                return;
            }
            roots.add(root);
        }
        if (roots.isEmpty()) {
            return; // a tensor without elements
        }
        propagated.atoms.protect(roots.get(0), "could only go with all of '" + tensor + "'");
    }
}
