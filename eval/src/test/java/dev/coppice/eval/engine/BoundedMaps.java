package dev.coppice.eval.engine;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network with random weights whose values stay in bounds: what each convolution and each product with weights gives is
 * divided by its root mean square on one picture, once and for all (after Mishkin and Matas, ICLR 2016).
 */
final class BoundedMaps {
    private BoundedMaps() {}

    static Network of(Network network, Tensor picture) {
        Graph graph = network.graph();
        List<GraphEdit> measuring = new ArrayList<>();
        List<TensorInfo> outputs = new ArrayList<>(graph.outputs());
        List<String> maps = graph.nodes().stream()
                .filter(node -> node.is(OperatorKind.CONTRACTION) && !graph.isOutput(node.output()))
                .map(Node::output)
                .toList();
        for (String map : maps) {
            measuring.add(new GraphEdit.RedirectUses(map, map + "/bounded"));
            measuring.add(new GraphEdit.AddNode(Node.of("Mul", map + "/squares", Attributes.NONE, map, map)));
            measuring.add(new GraphEdit.AddNode(
                    Node.of("ReduceMean", map + "/mean", Attributes.NONE.with("keepdims", 0), map + "/squares")));
            measuring.add(new GraphEdit.AddNode(Node.of("Sqrt", map + "/size", Attributes.NONE, map + "/mean")));
            measuring.add(new GraphEdit.AddNode(Node.of("Div", map + "/bounded", Attributes.NONE, map, map + "/size")));
            outputs.add(new TensorInfo(map + "/size", ElementType.FLOAT, List.of()));
        }
        measuring.add(new GraphEdit.DeclareOutputs(outputs));
        Map<String, Tensor> sizes = new HashMap<>();
        try (OnnxSession session =
                OnnxSession.open(OnnxSource.of(network.with(GraphRewriter.apply(graph, measuring))))) {
            Set<String> wanted =
                    Set.copyOf(maps.stream().map(map -> map + "/size").toList());
            sizes.putAll(session.run(session.feeds(picture), wanted));
        }
        List<GraphEdit> bounding = new ArrayList<>();
        for (String map : maps) {
            float size = sizes.getOrDefault(map + "/size", Tensor.scalar(1)).toFloats()[0];
            bounding.add(new GraphEdit.RedirectUses(map, map + "/bounded"));
            bounding.add(
                    new GraphEdit.PutConstant(map + "/share", Tensor.floats(Shape.SCALAR, size > 0 ? 1 / size : 1)));
            bounding.add(new GraphEdit.AddNode(Node.of("Mul", map + "/bounded", Attributes.NONE, map, map + "/share")));
        }
        return network.with(GraphRewriter.apply(graph, bounding));
    }
}
