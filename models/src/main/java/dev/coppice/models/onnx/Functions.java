package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that a file defines. A call is replaced by the function's nodes under names of the caller. */
final class Functions {
    private final Map<List<String>, FunctionProto> functions = new HashMap<>();

    Functions(ModelProto model) {
        model.getFunctionsList()
                .forEach(f -> functions.put(List.of(domain(f.getDomain()), f.getName(), f.getOverload()), f));
    }

    /**
     * The body of a call.
     *
     * @param nodes nodes whose tensors have the names of the caller
     * @param opset version of the standard operator set that they are written in
     */
    record Body(List<NodeProto> nodes, int opset) {
        Body {
            nodes = List.copyOf(nodes);
        }
    }

    /** The function that a node calls; empty if it is an operator. */
    Optional<FunctionProto> of(NodeProto node) {
        return Optional.ofNullable(
                functions.get(List.of(domain(node.getDomain()), node.getOpType(), node.getOverload())));
    }

    /**
     * The nodes that a call stands for.
     *
     * @param opset opset of the caller, for a function that does not name its own
     */
    static Body expand(FunctionProto function, NodeProto call, String name, UniqueNames tensors, int opset) {
        if (call.getInputCount() > function.getInputCount() || call.getOutputCount() > function.getOutputCount()) {
            throw new IllegalArgumentException("it passes " + call.getInputCount() + " inputs and "
                    + call.getOutputCount() + " outputs to a function of " + function.getInputCount() + " and "
                    + function.getOutputCount());
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < function.getInputCount(); i++) {
            names.put(function.getInput(i), i < call.getInputCount() ? call.getInput(i) : "");
        }
        List<NodeProto> nodes = new ArrayList<>();
        for (int i = 0; i < call.getOutputCount(); i++) {
            String formal = function.getOutput(i);
            String actual = call.getOutput(i);
            if (!actual.isEmpty() && names.putIfAbsent(formal, actual) != null) {
                nodes.add(passed(names.get(formal), actual));
            }
        }
        Map<String, AttributeProto> given = attributes(function, call);
        List<NodeProto> bound = function.getNodeList().stream()
                .map(node -> bound(node, given, name))
                .toList();
        for (NodeProto node : bound) {
            for (String output : node.getOutputList()) {
                if (!output.isEmpty()) {
                    names.computeIfAbsent(output, o -> tensors.fresh(name + "/" + o));
                }
            }
        }
        Renaming renaming = new Renaming(names);
        bound.forEach(node -> nodes.add(renaming.of(node)));
        return new Body(nodes, opset(function, opset));
    }

    /** An Identity, for an output that is an input or another output as well. */
    private static NodeProto passed(String from, String to) {
        return NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(to)
                .addInput(from)
                .addOutput(to)
                .build();
    }

    /** Attributes of the call, and the function's own where the call gives none. */
    private static Map<String, AttributeProto> attributes(FunctionProto function, NodeProto call) {
        Map<String, AttributeProto> given = new HashMap<>();
        function.getAttributeProtoList().forEach(attribute -> given.put(attribute.getName(), attribute));
        call.getAttributeList().forEach(attribute -> given.put(attribute.getName(), attribute));
        return given;
    }

    /** A node with attributes in place of references to those of the function; an attribute that is not given is left out. */
    private static NodeProto bound(NodeProto node, Map<String, AttributeProto> given, String call) {
        NodeProto.Builder bound = bound(node, given).toBuilder();
        if (!node.getName().isEmpty()) {
            bound.setName(call + "/" + node.getName());
        }
        return bound.build();
    }

    private static NodeProto bound(NodeProto node, Map<String, AttributeProto> given) {
        NodeProto.Builder bound = node.toBuilder().clearAttribute();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.getRefAttrName().isEmpty()) {
                bound.addAttribute(bound(attribute, given));
            } else {
                Optional.ofNullable(given.get(attribute.getRefAttrName()))
                        .ifPresent(value -> bound.addAttribute(value.toBuilder().setName(attribute.getName())));
            }
        }
        return bound.build();
    }

    private static AttributeProto bound(AttributeProto attribute, Map<String, AttributeProto> given) {
        if (!attribute.hasG()) {
            return attribute;
        }
        GraphProto.Builder graph = attribute.getG().toBuilder();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            graph.setNode(i, bound(graph.getNode(i), given));
        }
        return attribute.toBuilder().setG(graph).build();
    }

    private static int opset(FunctionProto function, int otherwise) {
        return function.getOpsetImportList().stream()
                .filter(o -> domain(o.getDomain()).isEmpty())
                .mapToInt(o -> clamped(o))
                .max()
                .orElse(otherwise);
    }

    private static int clamped(OperatorSetIdProto set) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, set.getVersion()));
    }

    private static String domain(String domain) {
        return domain.equals(ModelFile.LONG_DOMAIN) ? "" : domain;
    }
}
