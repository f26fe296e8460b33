package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of a file's graph that its outputs need. Reading leaves the rest out: it is not counted, cut or written, and its
 * operators need not be known. Inputs stay even without a reader, as whoever runs the file passes them. Inputs named like an
 * unneeded constant go: before IR version 4, files listed every constant among the inputs.
 *
 * @param graph the graph without unneeded parts
 * @param leftOut sentences on what was left out, one per kind; empty if everything is needed
 */
record LiveParts(GraphProto graph, List<String> leftOut) {
    private static final int NAMED = 3;

    LiveParts {
        leftOut = List.copyOf(leftOut);
    }

    static LiveParts of(GraphProto graph) {
        Set<String> needed = new HashSet<>();
        Set<NodeProto> live = live(graph, needed);
        GraphProto.Builder rest =
                graph.toBuilder().clearNode().clearInitializer().clearInput();
        List<String> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (live.contains(node)) {
                rest.addNode(node);
            } else {
                nodes.add(name(node));
            }
        }
        Set<String> constants = new LinkedHashSet<>();
        Map<String, TensorProto> latest = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        for (TensorProto constant : graph.getInitializerList()) {
            if (!needed.contains(constant.getName())) {
                constants.add(constant.getName());
            } else if (latest.put(constant.getName(), constant) != null) {
                repeated.add(constant.getName());
            }
        }
        latest.values().forEach(rest::addInitializer);
        graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .forEach(rest::addInput);
        List<String> leftOut = new ArrayList<>();
        note(leftOut, nodes, "node");
        note(leftOut, constants, "constant");
        repeated.forEach(name ->
                leftOut.add("constant '" + name + "' is given twice; the later one is read, as ONNX Runtime does"));
        return leftOut.isEmpty() ? new LiveParts(graph, leftOut) : new LiveParts(rest.build(), leftOut);
    }

    /**
     * Walks backwards from the outputs and fills {@code needed} with every tensor that is read. Nodes without an output and
     * nodes with the same output stay, so that later checks refuse them.
     */
    private static Set<NodeProto> live(GraphProto graph, Set<String> needed) {
        Map<String, List<NodeProto>> producers = new HashMap<>();
        Set<NodeProto> live = Collections.newSetFromMap(new IdentityHashMap<>());
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().stream().filter(output -> !output.isEmpty()).forEach(output -> producers
                    .computeIfAbsent(output, o -> new ArrayList<>())
                    .add(node));
            if (node.getOutputList().stream().allMatch(String::isEmpty)) {
                live.add(node);
            }
        }
        List<String> open = new ArrayList<>();
        graph.getOutputList().forEach(output -> open.add(output.getName()));
        while (!open.isEmpty()) {
            String tensor = open.remove(open.size() - 1);
            if (needed.add(tensor)) {
                producers.getOrDefault(tensor, List.of()).stream()
                        .filter(live::add)
                        .forEach(node -> read(node, open));
            }
        }
        return live;
    }

    /** The tensors that a node reads, also in its sub-graphs. */
    static void read(NodeProto node, List<String> tensors) {
        node.getInputList().stream().filter(input -> !input.isEmpty()).forEach(tensors::add);
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                read(attribute.getG(), tensors);
            }
            attribute.getGraphsList().forEach(inner -> read(inner, tensors));
        }
    }

    private static void read(GraphProto inner, List<String> tensors) {
        inner.getNodeList().forEach(node -> read(node, tensors));
        inner.getOutputList().forEach(output -> tensors.add(output.getName()));
    }

    private static String name(NodeProto node) {
        String own = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        return "'" + own + "' (" + node.getOpType() + ")";
    }

    private static void note(List<String> notes, Collection<String> names, String kind) {
        if (!names.isEmpty()) {
            boolean one = names.size() == 1;
            String more = names.size() > NAMED ? ", …" : "";
            notes.add(names.size() + " " + kind + (one ? "" : "s") + " that no output needs " + (one ? "is" : "are")
                    + " left out: " + names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more);
        }
    }
}
