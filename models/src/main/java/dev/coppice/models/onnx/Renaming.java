package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * New names for the tensors of nodes that move to another place, in their sub-graphs too. There a name that the sub-graph
 * makes itself hides one from outside.
 */
final class Renaming {
    private final Map<String, String> names;

    Renaming(Map<String, String> names) {
        this.names = new HashMap<>(names);
    }

    /** The new name of a tensor; the old one if nothing renames it. */
    String of(String tensor) {
        return names.getOrDefault(tensor, tensor);
    }

    NodeProto of(NodeProto node) {
        NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput();
        node.getInputList().forEach(input -> renamed.addInput(of(input)));
        node.getOutputList().forEach(output -> renamed.addOutput(of(output)));
        for (AttributeProto.Builder attribute : renamed.getAttributeBuilderList()) {
            if (attribute.hasG()) {
                attribute.setG(inner(attribute.getG()));
            }
            for (int i = 0; i < attribute.getGraphsCount(); i++) {
                attribute.setGraphs(i, inner(attribute.getGraphs(i)));
            }
        }
        return renamed.build();
    }

    private GraphProto inner(GraphProto graph) {
        Renaming inside = inside(graph);
        GraphProto.Builder renamed = graph.toBuilder();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            renamed.setNode(i, inside.of(graph.getNode(i)));
        }
        renamed.getInputBuilderList().forEach(input -> input.setName(inside.of(input.getName())));
        renamed.getInitializerBuilderList().forEach(constant -> constant.setName(inside.of(constant.getName())));
        renamed.getOutputBuilderList().forEach(output -> output.setName(inside.of(output.getName())));
        return renamed.build();
    }

    /** The renaming inside a graph: its own names stay, unless a tensor from outside now has one of them. */
    private Renaming inside(GraphProto graph) {
        Set<String> made = made(graph);
        Map<String, String> seen = new HashMap<>(names);
        seen.keySet().removeAll(made);
        Set<String> outside = Set.copyOf(seen.values());
        Set<String> taken = new HashSet<>(outside);
        taken.addAll(made);
        graph.getNodeList().forEach(node -> taken.addAll(node.getInputList()));
        made.stream().filter(outside::contains).sorted().forEach(name -> {
            String own = name + "_inside";
            while (!taken.add(own)) {
                own += "_inside";
            }
            seen.put(name, own);
        });
        return new Renaming(seen);
    }

    /** The names that a graph itself makes: inputs, constants and outputs of nodes. */
    static Set<String> made(GraphProto graph) {
        Set<String> made = new HashSet<>();
        graph.getInputList().stream().map(ValueInfoProto::getName).forEach(made::add);
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(made::add);
        graph.getNodeList().forEach(node -> made.addAll(node.getOutputList()));
        made.remove("");
        return made;
    }
}
