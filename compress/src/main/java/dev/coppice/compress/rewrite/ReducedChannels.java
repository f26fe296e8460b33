package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Sign;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reductions and norms over channels some of which are cut, so that they give what they gave with zeros in their place. A sum needs
 * nothing. A mean is multiplied by kept/all; a maximum is at least 0, a minimum at most 0. A softmax gets one more channel,
 * the logarithm of how many are cut, which has the share of that many zeros. For a convolution see {@link SpreadChannels}.
 *
 * <p>Means of a normalisation that is written out — one that is taken off what it is the mean of, and the mean of what is
 * left, squared — are taken over the channels that are left, as in LayerNormalization.
 */
final class ReducedChannels {
    private ReducedChannels() {}

    /** The edits of the pruned graph for one sum over channels. */
    static List<GraphEdit> edits(Graph graph, PlanStep.SumCut cut) {
        Node node = graph.node(cut.node());
        if (node.is("ReduceMean") && !isStatistic(graph, node)) {
            return scaled(graph, node, (float) cut.keep().size() / cut.of());
        }
        if (node.is("Softmax")) {
            return shared(graph, node, cut);
        }
        if (node.is("Conv", "ConvTranspose")) {
            return SpreadChannels.edits(graph, node, cut);
        }
        boolean most = node.is("ReduceMax") && Sign.of(graph, node.input(0)) != Sign.POSITIVE;
        boolean least = node.is("ReduceMin") && Sign.of(graph, node.input(0)) != Sign.NEGATIVE;
        return most ? behind(graph, node, "Relu") : least ? behind(graph, node, "Neg", "Relu", "Neg") : List.of();
    }

    /** The edits that give a masked original the mean over kept channels, where a cut leaves it so. */
    static List<GraphEdit> maskedEdits(Graph graph, PlanStep.SumCut cut) {
        Node node = graph.node(cut.node());
        return isStatistic(graph, node)
                ? scaled(graph, node, (float) cut.of() / cut.keep().size())
                : List.of();
    }

    /** The names of the means of normalisations that a step leaves fewer channels. */
    static List<String> statistics(Graph graph, PlanStep.CutChannels step) {
        return step.sums().stream()
                .map(PlanStep.SumCut::node)
                .filter(node -> isStatistic(graph, graph.node(node)))
                .toList();
    }

    private static boolean isStatistic(Graph graph, Node node) {
        return node.is("ReduceMean") && (isTakenOff(graph, node) || isOfDeviations(graph, node));
    }

    /** Whether a mean is only subtracted from what it is the mean of. */
    private static boolean isTakenOff(Graph graph, Node mean) {
        List<Graph.Use> uses = graph.uses(mean.output());
        return !uses.isEmpty()
                && !graph.isOutput(mean.output())
                && uses.stream().allMatch(use -> isDeviation(use.node(), mean));
    }

    private static boolean isDeviation(Node node, Node mean) {
        return node.is("Sub")
                && (node.inputs().equals(List.of(mean.input(0), mean.output()))
                        || node.inputs().equals(List.of(mean.output(), mean.input(0))));
    }

    /** Whether this is a mean of squares, or of magnitudes, of deviations from a mean. */
    private static boolean isOfDeviations(Graph graph, Node mean) {
        Optional<Node> square = graph.producer(mean.input(0));
        return square.filter(node -> node.is("Pow", "Abs")
                        || (node.is("Mul") && node.input(0).equals(node.input(1))))
                .flatMap(node -> graph.producer(node.input(0)))
                .filter(node -> node.is("Sub")
                        && node.inputs().stream()
                                .flatMap(input -> graph.producer(input).stream())
                                .anyMatch(from ->
                                        from.is("ReduceMean") && isDeviation(node, from) && isTakenOff(graph, from)))
                .isPresent();
    }

    /** Pad → Softmax → Slice. */
    private static List<GraphEdit> shared(Graph graph, Node node, PlanStep.SumCut cut) {
        String name = node.name();
        int kept = cut.keep().size();
        Values share = values(graph, name + "/share", node.input(0), (float) Math.log(cut.of() - kept));
        String pads = FreshName.in(graph, name + "/pads");
        String none = FreshName.in(graph, name + "/first");
        String ends = FreshName.in(graph, name + "/end");
        String axis = FreshName.in(graph, name + "/axis");
        String padded = FreshName.in(graph, name + "/padded");
        String all = FreshName.in(graph, name + "/all");
        List<Node> nodes = new ArrayList<>(share.nodes);
        nodes.add(Node.of("Pad", padded, Attributes.NONE, node.input(0), pads, share.tensor, axis));
        nodes.add(node.withInput(0, padded).withOutputs(List.of(all)));
        nodes.add(new Node(
                FreshName.in(graph, name + "/kept"),
                "",
                "Slice",
                List.of(all, none, ends, axis),
                node.outputs(),
                Attributes.NONE));
        List<GraphEdit> edits = new ArrayList<>(share.edits);
        edits.add(new GraphEdit.PutConstant(pads, Tensor.vector(0, 1)));
        edits.add(new GraphEdit.PutConstant(none, Tensor.vector(0)));
        edits.add(new GraphEdit.PutConstant(ends, Tensor.vector(kept)));
        edits.add(new GraphEdit.PutConstant(axis, Tensor.vector(cut.axis())));
        edits.add(new GraphEdit.ReplaceNode(name, nodes));
        return edits;
    }

    /** A number of the type of a tensor: what stores it, the nodes that convert it, and its name. */
    private record Values(List<GraphEdit> edits, List<Node> nodes, String tensor) {}

    private static Values values(Graph graph, String name, String like, float value) {
        String constant = FreshName.in(graph, name);
        ElementType type = NodeTypes.at(graph, like);
        List<GraphEdit> edits = List.of(new GraphEdit.PutConstant(constant, Tensor.reals(type, Shape.SCALAR, value)));
        if (type != ElementType.DOUBLE) {
            return new Values(edits, List.of(), constant);
        }
        String converted = FreshName.in(graph, name + "/like");
        Node node = Node.of("Cast", converted, Attributes.NONE.with("to", type.code()), constant);
        return new Values(edits, List.of(node), converted);
    }

    private static List<GraphEdit> scaled(Graph graph, Node node, float factor) {
        String before = FreshName.in(graph, node.name() + "/unscaled");
        Values by = values(graph, node.name() + "/factor", node.input(0), factor);
        List<Node> nodes = new ArrayList<>();
        nodes.add(node.withOutputs(List.of(before)));
        nodes.addAll(by.nodes);
        nodes.add(new Node(
                FreshName.in(graph, node.name() + "/scaled"),
                "",
                "Mul",
                List.of(before, by.tensor),
                node.outputs(),
                Attributes.NONE));
        List<GraphEdit> edits = new ArrayList<>(by.edits);
        edits.add(new GraphEdit.ReplaceNode(node.name(), nodes));
        return edits;
    }

    private static List<GraphEdit> behind(Graph graph, Node node, String... ops) {
        List<Node> nodes = new ArrayList<>();
        String last = FreshName.in(graph, node.name() + "/kept");
        nodes.add(node.withOutputs(List.of(last)));
        for (int i = 0; i < ops.length; i++) {
            String name = FreshName.in(graph, node.name() + "/kept" + (i + 1));
            String output = i == ops.length - 1 ? node.output() : name;
            nodes.add(new Node(name, "", ops[i], List.of(last), List.of(output), Attributes.NONE));
            last = output;
        }
        return List.of(new GraphEdit.ReplaceNode(node.name(), nodes));
    }
}
