package dev.coppice.eval;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The other side of the pruning law: the original graph with a 0/1 constant multiplied onto the cut channels at the input
 * of every contraction that consumes them. Made from the plan's indices alone.
 */
final class MaskedOriginal {
    private MaskedOriginal() {}

    static Graph of(Graph original, PlanStep.CutChannels step) {
        List<GraphEdit> edits = new ArrayList<>();
        for (PlanStep.ConstantCut cut : step.cuts()) {
            Node node = original.node(cut.node());
            if (cut.input() == 1 && node.is("Conv", "ConvTranspose", "Gemm", "MatMul")) {
                Shape weights = original.constant(node.input(1)).orElseThrow().shape();
                if (cut.axis() == consumingAxis(node, weights)) {
                    mask(edits, node, cut, weights);
                }
            }
        }
        return GraphRewriter.apply(original, edits);
    }

    private static int consumingAxis(Node node, Shape weights) {
        return switch (node.op()) {
            case "Conv" -> 1;
            case "ConvTranspose" -> 0;
            case "Gemm" -> node.attributes().integer("transB", 0);
            default -> weights.rank() - 2;
        };
    }

    private static void mask(List<GraphEdit> edits, Node node, PlanStep.ConstantCut cut, Shape weights) {
        int groups = node.is("Conv") ? node.attributes().integer("group", 1) : 1;
        float[] mask = new float[weights.size(cut.axis()) * groups];
        cut.keep().forEach(index -> mask[index] = 1);
        int spatial = node.is("Conv", "ConvTranspose") ? weights.rank() - 2 : 0;
        int[] sizes = new int[1 + spatial];
        Arrays.fill(sizes, 1);
        sizes[0] = mask.length;
        String name = node.name() + "/mask";
        edits.add(new GraphEdit.PutConstant(name + "/values", Tensor.floats(Shape.of(sizes), mask)));
        edits.add(new GraphEdit.AddNode(new Node(
                name,
                "",
                "Mul",
                List.of(node.input(0), name + "/values"),
                List.of(name + "/masked"),
                Attributes.NONE)));
        edits.add(new GraphEdit.RewireInput(node.name(), 0, name + "/masked"));
    }
}
