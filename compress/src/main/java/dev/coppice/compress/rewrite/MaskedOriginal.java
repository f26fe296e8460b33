package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.WeightAxes;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Masked original: the graph that a pruned one must equal. It is the original graph with its cut channels multiplied by a
 * 0/1 constant at the input of every contraction that reads them. It is made from the plan's indices alone.
 *
 * <p>A product of two computed tensors slices no constant that would name the contracted channels. In graphs with such
 * products the channels are also zeroed after every node whose constants lose them. The equality then holds if the
 * factors reach the product through operators that keep a zero (data movement, scaling, ReLU), as in attention. For
 * normalisations over cut channels see {@link KeptNormalization}.
 */
public final class MaskedOriginal {
    private static final Set<String> PER_CHANNEL =
            Set.of("Add", "Sub", "Mul", "PRelu", "BatchNormalization", "InstanceNormalization", "LayerNormalization");

    private final Graph original;
    private final Shapes shapes;
    private final boolean behind;
    private final List<GraphEdit> edits = new ArrayList<>();
    private final Set<String> masked = new HashSet<>();

    private MaskedOriginal(Network original) {
        this.original = original.graph();
        this.shapes = original.shapes(original.batch());
        this.behind = this.original.nodes().stream()
                .anyMatch(n -> n.is("Einsum")
                        || (n.is("MatMul")
                                && n.inputs().stream()
                                        .noneMatch(
                                                t -> this.original.constant(t).isPresent())));
    }

    /** The masked original for this step. */
    public static Graph of(Network network, PlanStep.CutChannels step) {
        MaskedOriginal run = new MaskedOriginal(network);
        step.cuts().forEach(run::mask);
        KeptNormalization.of(run.original, step).forEach(norm -> run.edits.addAll(norm.edits()));
        return GraphRewriter.apply(run.original, run.edits);
    }

    /** The names of the normalisations that {@link #of} gives the kept channels alone. */
    public static List<String> keptNormalizations(Graph graph, PlanStep.CutChannels step) {
        return KeptNormalization.of(graph, step).stream()
                .map(KeptNormalization::node)
                .toList();
    }

    private void mask(PlanStep.ConstantCut cut) {
        Node node = original.node(cut.node());
        if (node.is("GRU", "LSTM", "RNN")) {
            before(node, 0, mask(cut, shapes.of(node.input(cut.input())).size(cut.axis()), 0, 0));
        } else if (node.is(OperatorKind.CONTRACTION) && !node.is("Einsum") && cut.input() == weights(node)) {
            contraction(node, cut);
        } else if (behind && PER_CHANNEL.contains(node.op())) {
            perChannel(node, cut);
        }
    }

    private void contraction(Node node, PlanStep.ConstantCut cut) {
        Shape constant = shapes.of(node.input(cut.input()));
        boolean convolves = node.is("Conv", "ConvTranspose");
        boolean left = cut.input() == 0;
        int spatial = convolves ? constant.rank() - 2 : left ? 1 : 0;
        int groups = convolves && cut.axis() == 1 ? node.attributes().integer("group", 1) : 1;
        Tensor mask = mask(cut, constant.size(cut.axis()) * groups, 0, spatial);
        if (cut.axis() == WeightAxes.of(node, cut.input(), constant.rank()).consumed()) {
            before(node, left ? 1 : 0, mask);
        } else if (behind) {
            behind(node, mask);
        }
    }

    private void perChannel(Node node, PlanStep.ConstantCut cut) {
        Shape constant = shapes.of(node.input(cut.input()));
        boolean parameters = node.is("BatchNormalization", "InstanceNormalization");
        int after = parameters ? shapes.of(node.output()).rank() - 2 : constant.rank() - 1 - cut.axis();
        behind(node, mask(cut, constant.size(cut.axis()), parameters ? 0 : cut.axis(), after));
    }

    private int weights(Node node) {
        return node.is("MatMul") && original.constant(node.input(0)).isPresent() ? 0 : 1;
    }

    /** The mask of zeros and ones along an axis, with this many axes before and after it. */
    private static Tensor mask(PlanStep.ConstantCut cut, int size, int before, int after) {
        float[] mask = new float[size];
        cut.keep().forEach(index -> mask[index] = 1);
        int[] sizes = new int[before + 1 + after];
        Arrays.fill(sizes, 1);
        sizes[before] = size;
        return Tensor.floats(Shape.of(sizes), mask);
    }

    private void before(Node node, int position, Tensor mask) {
        String name = node.name() + "/mask";
        multiply(name, node.input(position), mask);
        edits.add(new GraphEdit.RewireInput(node.name(), position, name));
    }

    private void behind(Node node, Tensor mask) {
        if (masked.add(node.name())) {
            String name = node.name() + "/behind";
            edits.add(new GraphEdit.RedirectUses(node.output(), name));
            multiply(name, node.output(), mask);
        }
    }

    private void multiply(String name, String tensor, Tensor mask) {
        edits.add(new GraphEdit.PutConstant(name + "/values", mask));
        // Mul takes no half or double precision together with single
        edits.add(
                new GraphEdit.AddNode(Node.of("CastLike", name + "/cast", Attributes.NONE, name + "/values", tensor)));
        edits.add(new GraphEdit.AddNode(Node.of("Mul", name, Attributes.NONE, tensor, name + "/cast")));
    }
}
