package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The branch of an If that runs, under names of the graph around it. */
final class ControlFlow {
    private ControlFlow() {}

    /**
     * Nodes and constants in place of an If.
     *
     * @param nodes the nodes of the branch, then an Identity for each output
     * @param constants the constants of the branch
     */
    record Branch(List<NodeProto> nodes, List<TensorProto> constants) {
        Branch {
            nodes = List.copyOf(nodes);
            constants = List.copyOf(constants);
        }
    }

    static Branch branch(NodeProto node, boolean condition, UniqueNames tensors) {
        GraphProto graph = graph(node, condition ? "then_branch" : "else_branch");
        if (graph.getOutputCount() < node.getOutputCount()) {
            throw new IllegalArgumentException(
                    "its branch gives " + graph.getOutputCount() + " outputs, expected " + node.getOutputCount());
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new IllegalArgumentException("its branch has sparse initializers, which are not supported");
        }
        Map<String, String> names = new HashMap<>();
        Renaming.made(graph).stream().sorted().forEach(name -> names.put(name, tensors.fresh(name)));
        Renaming renaming = new Renaming(names);
        List<NodeProto> nodes = new ArrayList<>();
        graph.getNodeList().forEach(each -> nodes.add(renaming.of(each)));
        List<ValueInfoProto> results = graph.getOutputList();
        for (int i = 0; i < node.getOutputCount(); i++) {
            if (!node.getOutput(i).isEmpty()) {
                nodes.add(copy(renaming.of(results.get(i).getName()), node.getOutput(i)));
            }
        }
        List<TensorProto> constants = graph.getInitializerList().stream()
                .map(tensor -> tensor.toBuilder()
                        .setName(renaming.of(tensor.getName()))
                        .build())
                .toList();
        return new Branch(nodes, constants);
    }

    /** An Identity under the name of its output. */
    static NodeProto copy(String from, String to) {
        return NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(to)
                .addInput(from)
                .addOutput(to)
                .build();
    }

    /** The sub-graph that an attribute holds. */
    static GraphProto graph(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name) && attribute.hasG())
                .map(AttributeProto::getG)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }
}
