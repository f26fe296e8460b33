package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Masked original: the graph that a pruned one must equal. It is the original graph with its cut channels multiplied by a
 * 0/1 constant at the input of every contraction that reads them. It is made from the plan's indices alone.
 *
 * <p>Where the weights of a contraction are quantised, those that read cut channels are zero instead, so that a product of
 * integers stays one. Contractions are those with weights, products of two computed tensors, and reductions over channels. For
 * normalisations over cut channels see {@link KeptNormalization} and {@link ReducedChannels}.
 */
public final class MaskedOriginal {
    private final Graph original;
    private final Shapes shapes;
    private final List<GraphEdit> edits = new ArrayList<>();
    private final Set<String> masked = new HashSet<>();

    private MaskedOriginal(Network original) {
        this.original = original.graph();
        this.shapes = original.shapes(original.batch());
    }

    /** The masked original for this step. */
    public static Graph of(Network network, PlanStep.CutChannels step) {
        MaskedOriginal run = new MaskedOriginal(network);
        step.cuts().forEach(run::mask);
        step.sums().forEach(run::mask);
        KeptNormalization.of(run.original, step).forEach(norm -> run.edits.addAll(norm.edits()));
        return GraphRewriter.apply(run.original, run.edits);
    }

    /** The names of the normalisations that {@link #of} gives the kept channels alone. */
    public static List<String> keptNormalizations(Graph graph, PlanStep.CutChannels step) {
        return Stream.concat(
                        KeptNormalization.of(graph, step).stream().map(KeptNormalization::node),
                        ReducedChannels.statistics(graph, step).stream())
                .toList();
    }

    private void mask(PlanStep.ConstantCut cut) {
        Node node = original.node(cut.node());
        if (!node.is(OperatorKind.CONTRACTION) || node.is("Einsum") || cut.input() != weights(node)) {
            return;
        }
        Shape constant = shapes.of(node.input(cut.input()));
        if (cut.axis() != WeightAxes.of(node, cut.input(), constant.rank()).consumed()) {
            return;
        }
        boolean left = cut.input() == 0;
        int groups = groups(node, cut.axis());
        Optional<QuantizedConstant> quantized = QuantizedConstant.of(original, node.input(cut.input()));
        if (quantized.isPresent()) {
            zeroed(node, cut, quantized.get(), groups);
        } else {
            int after = convolves(node) ? constant.rank() - 2 : left ? 1 : 0;
            before(node, left ? 1 : 0, mask(cut.keep(), constant.size(cut.axis()) * groups, after));
        }
    }

    private static boolean convolves(Node node) {
        return node.is("Conv", "ConvTranspose");
    }

    /** The number of blocks that an axis of the weights is repeated for. */
    private static int groups(Node node, int axis) {
        return convolves(node) && axis == 1 ? node.attributes().integer("group", 1) : 1;
    }

    /** Zeros the weights that read the channels: a product of integers stays one, and is exact. */
    private void zeroed(Node node, PlanStep.ConstantCut cut, QuantizedConstant weights, int groups) {
        Shape shape = weights.shape();
        int inner = shape.product(cut.axis() + 1, shape.rank());
        int size = shape.size(cut.axis());
        int rows = shape.size(0) / groups;
        Set<Integer> kept = new HashSet<>(cut.keep());
        String name = node.name() + "/zeroed";
        edits.add(new GraphEdit.PutConstant(name + "/stored", weights.zeroed(i -> {
            int block = groups > 1 ? i / (inner * size) / rows * size : 0;
            return !kept.contains(block + i / inner % size);
        })));
        Node source = weights.node();
        List<String> inputs = new ArrayList<>(source.inputs());
        inputs.set(0, name + "/stored");
        edits.add(new GraphEdit.AddNode(
                new Node(name, source.domain(), source.op(), inputs, List.of(name), source.attributes())));
        edits.add(new GraphEdit.RewireInput(node.name(), cut.input(), name));
    }

    private void mask(PlanStep.SumCut sum) {
        Node node = original.node(sum.node());
        int rank = shapes.of(node.input(sum.input())).rank();
        edits.addAll(ReducedChannels.maskedEdits(original, sum));
        before(node, sum.input(), mask(sum.keep(), sum.of(), rank - 1 - sum.axis()));
    }

    private int weights(Node node) {
        return node.is("MatMul") && QuantizedConstant.isConstant(original, node.input(0)) ? 0 : 1;
    }

    /** The mask of zeros and ones along an axis, with this many axes after it. */
    private static Tensor mask(List<Integer> keep, int size, int after) {
        float[] mask = new float[size];
        keep.forEach(index -> mask[index] = 1);
        int[] sizes = new int[1 + after];
        Arrays.fill(sizes, 1);
        sizes[0] = size;
        return Tensor.floats(Shape.of(sizes), mask);
    }

    private void before(Node node, int position, Tensor mask) {
        String name = node.name() + "/mask" + (masked.add(node.name()) ? "" : position);
        multiply(name, node.input(position), mask);
        edits.add(new GraphEdit.RewireInput(node.name(), position, name));
    }

    private void multiply(String name, String tensor, Tensor mask) {
        edits.add(new GraphEdit.PutConstant(name + "/values", mask));
        // Mul takes no half or double precision together with single
        edits.add(
                new GraphEdit.AddNode(Node.of("CastLike", name + "/cast", Attributes.NONE, name + "/values", tensor)));
        edits.add(new GraphEdit.AddNode(Node.of("Mul", name, Attributes.NONE, tensor, name + "/cast")));
    }
}
