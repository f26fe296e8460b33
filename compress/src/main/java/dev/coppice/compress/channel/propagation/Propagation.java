package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs the rules over a graph and settles what they wrote down. */
public final class Propagation {
    private final Ledger ledger;
    private final Function<Node, Optional<ChannelRule>> rules;

    private Propagation(Ledger ledger, Function<Node, Optional<ChannelRule>> rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /** The finished ledger of a graph: every tensor is cut on one axis at most, what must stay is protected. */
    public static Ledger run(Graph graph, Shapes shapes, Function<Node, Optional<ChannelRule>> rules) {
        Propagation run = new Propagation(new Ledger(graph, shapes), rules);
        graph.nodes().forEach(run::cross);
        for (TensorInfo output : graph.outputs()) {
            run.protect(output.name(), "reaches output '" + output.name() + "' unchanged by any contraction");
        }
        run.settle();
        return run.ledger;
    }

    private void cross(Node node) {
        ChannelContext context = new ChannelContext(node, ledger);
        List<Indices> outputs = rules.apply(node)
                .map(rule -> rule.propagate(context))
                .orElseGet(() -> context.protectInputs("reaches " + node + ", an operator without a channel rule"));
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            if (i < outputs.size()) {
                ledger.tensors.put(output, single(outputs.get(i).compact(), output));
            } else {
                int rank = output.isEmpty() ? 0 : ledger.shapes.of(output).rank();
                ledger.tensors.put(output, Indices.fixed(rank));
            }
        }
    }

    /** An atom that is a whole tensor is fixed: every tensor keeps at least one index. */
    private Indices single(Indices indices, String tensor) {
        if (indices.axes().length > 0 || indices.isFixed()) {
            return indices;
        }
        ledger.atoms.protect(indices.atoms()[0], "is all there is of '" + tensor + "'");
        return Indices.fixed(indices.rank());
    }

    private void protect(String tensor, String reason) {
        Indices indices = ledger.tensors.get(tensor);
        if (indices != null) {
            for (int atom : indices.atoms()) {
                ledger.atoms.protect(atom, reason);
            }
        }
    }

    /** Unites until no tensor asks for more: uniting in one may leave another with fewer separate channels. */
    private void settle() {
        int before;
        do {
            before = ledger.atoms.changes();
            ledger.tensors.forEach((tensor, indices) -> ledger.settle(indices, tensor));
            for (ConstantUse use : ledger.uses) {
                ledger.settle(use.indices(), use.constant());
            }
        } while (before != ledger.atoms.changes());
        ledger.tensors.forEach(this::keepOne);
    }

    private void keepOne(String tensor, Indices indices) {
        List<Integer> roots = new ArrayList<>();
        for (int atom : indices.atoms()) {
            int root = ledger.atoms.find(atom);
            if (root == Atoms.FIXED || (!roots.isEmpty() && roots.get(0) != root)) {
                return;
            }
            roots.add(root);
        }
        ledger.atoms.protect(roots.get(0), "could only go with all of '" + tensor + "'");
    }
}
