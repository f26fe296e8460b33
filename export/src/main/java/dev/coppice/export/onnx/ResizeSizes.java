package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sizes of a Resize that names its space axes, written for all axes where Transposes are about. The meaning is the same. The
 * optimizer of ONNX Runtime moves Transposes through a Resize and takes its sizes for those of all axes; it adds them itself around
 * quantised convolutions.
 */
final class ResizeSizes {
    private ResizeSizes() {}

    static Graph complete(Graph graph) {
        boolean turned = graph.nodes().stream().anyMatch(n -> n.is("Transpose", "QuantizeLinear"))
                || graph.inputs().stream().anyMatch(i -> !i.stored().isSame())
                || graph.outputs().stream().anyMatch(o -> !o.stored().isSame());
        List<GraphEdit> edits = new ArrayList<>();
        if (turned) {
            graph.nodes().stream().filter(n -> isShort(graph, n)).forEach(n -> complete(n, edits));
        }
        return GraphRewriter.apply(graph, edits);
    }

    /** Whether a Resize has sizes for all axes but batch and channels. */
    private static boolean isShort(Graph graph, Node node) {
        int[] axes = node.attributes().integers("axes");
        return node.is("Resize")
                && axes.length > 0
                && Arrays.equals(axes, IntStream.range(2, 2 + axes.length).toArray())
                && node.hasInput(3)
                && !node.hasInput(1)
                && graph.constant(node.input(3))
                        .map(Tensor::shape)
                        .filter(s -> s.size(0) == axes.length)
                        .isPresent()
                && !node.attributes().has("keep_aspect_ratio_policy");
    }

    private static void complete(Node node, List<GraphEdit> edits) {
        String front = node.output() + "/front";
        String sizes = node.output() + "/sizes";
        edits.add(new GraphEdit.AddNode(
                Node.of("Shape", front, Attributes.NONE.with("start", 0).with("end", 2), node.input(0))));
        edits.add(
                new GraphEdit.AddNode(Node.of("Concat", sizes, Attributes.NONE.with("axis", 0), front, node.input(3))));
        edits.add(new GraphEdit.ReplaceNode(
                node.name(),
                node.withInput(3, sizes).withAttributes(node.attributes().without("axes"))));
    }
}
