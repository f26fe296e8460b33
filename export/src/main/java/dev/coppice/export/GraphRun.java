package dev.coppice.export;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;

/** Runs a graph once in ONNX Runtime; any tensor in it may be asked for, not only its outputs. */
public final class GraphRun {
    private GraphRun() {}

    /** The graph's outputs by name for one input, which also says the image size. */
    public static Map<String, Tensor> outputs(Graph graph, Tensor input) {
        WriteOptions options = WriteOptions.of(input.shape());
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(graph, options), graph.name())) {
            return session.run(input);
        }
    }

    /**
     * The values of some floating-point tensors by name for one input.
     *
     * @param tensors outputs of nodes or of the graph
     */
    public static Map<String, Tensor> tensors(Graph graph, Tensor input, List<String> tensors) {
        List<TensorInfo> wanted = tensors.stream()
                .map(name -> new TensorInfo(name, ElementType.FLOAT, List.of()))
                .toList();
        return outputs(GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(wanted))), input);
    }
}
