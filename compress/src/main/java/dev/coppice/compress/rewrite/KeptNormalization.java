package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Group or layer normalisation in a masked original, given the kept channels alone. Its statistics span channels, so
 * zeroed ones would still count. It becomes Gather → normalisation → Gather back, where a cut channel repeats the first
 * kept one, which is masked later. The plan names the kept channels at the parameters of a layer normalisation, and at
 * the scale after a group normalisation.
 */
final class KeptNormalization {
    private final Node node;
    private final PlanStep.ConstantCut cut;
    private final int axisFromEnd;
    private final int size;
    private final List<GraphEdit> edits = new ArrayList<>();

    private KeptNormalization(Graph graph, Node node, PlanStep.ConstantCut cut) {
        this.node = node;
        this.cut = cut;
        Shape constant = QuantizedConstant.value(graph, graph.node(cut.node()).input(cut.input()))
                .orElseThrow()
                .shape();
        this.axisFromEnd = cut.axis() - constant.rank();
        this.size = constant.size(cut.axis());
    }

    /** The normalisations whose statistics span channels that a step cuts. */
    static List<KeptNormalization> of(Graph graph, PlanStep.CutChannels step) {
        List<KeptNormalization> all = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("GroupNormalization", "LayerNormalization")) {
                Stream<Node> named = node.is("LayerNormalization")
                        ? Stream.of(node)
                        : graph.uses(node.output()).stream()
                                .map(Graph.Use::node)
                                .limit(1);
                named.flatMap(n -> cut(step, n).stream())
                        .map(cut -> new KeptNormalization(graph, node, cut))
                        .filter(norm -> !norm.isPerChannel())
                        .forEach(all::add);
            }
        }
        return all;
    }

    String node() {
        return node.name();
    }

    private static Optional<PlanStep.ConstantCut> cut(PlanStep.CutChannels step, Node node) {
        return step.cuts().stream().filter(c -> c.node().equals(node.name())).findFirst();
    }

    /** Whether there are as many groups as channels, so that no statistics span several channels. */
    private boolean isPerChannel() {
        return node.attributes().integer("num_groups", 0) == size;
    }

    List<GraphEdit> edits() {
        List<Integer> keep = cut.keep();
        long[] back = IntStream.range(0, size)
                .mapToLong(i -> Math.max(0, keep.indexOf(i)))
                .toArray();
        constant("/keep", keep.stream().mapToLong(i -> i).toArray());
        constant("/back", back);
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, gather(node.input(0), "/keep", axisFromEnd));
        for (int i = 1; i < inputs.size() && node.is("LayerNormalization"); i++) {
            inputs.set(i, gather(node.input(i), "/keep", axisFromEnd));
        }
        String kept = node.name() + "/kept";
        edits.add(new GraphEdit.ReplaceNode(
                node.name(),
                List.of(
                        new Node(kept, "", node.op(), inputs, List.of(kept), node.attributes()),
                        new Node(
                                node.name(),
                                "",
                                "Gather",
                                List.of(kept, node.name() + "/back"),
                                node.outputs(),
                                Attributes.NONE.with("axis", axisFromEnd)))));
        return edits;
    }

    private String gather(String tensor, String indices, int axis) {
        String name = node.name() + "/" + tensor + indices;
        Node gather = new Node(
                name,
                "",
                "Gather",
                List.of(tensor, node.name() + indices),
                List.of(name),
                Attributes.NONE.with("axis", axis));
        GraphEdit added = new GraphEdit.AddNode(gather);
        if (!edits.contains(added)) { // one constant may be scale and shift
            edits.add(added);
        }
        return name;
    }

    private void constant(String suffix, long... values) {
        edits.add(new GraphEdit.PutConstant(node.name() + suffix, Tensor.vector(values)));
    }
}
