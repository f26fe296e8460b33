package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The body of a loop, under names of the graph around it. Its constants are there once, whatever the iterations. */
final class LoopBody {
    private final GraphProto graph;
    private final UniqueNames names;
    private final Map<String, String> constants = new HashMap<>();

    /**
     * One iteration.
     *
     * @param nodes its nodes
     * @param outputs names of what it gives
     */
    record Iteration(List<NodeProto> nodes, List<String> outputs) {
        Iteration {
            nodes = List.copyOf(nodes);
            outputs = List.copyOf(outputs);
        }
    }

    LoopBody(GraphProto graph, UniqueNames names, Consumer<TensorProto> define) {
        this.graph = graph;
        this.names = names;
        if (graph.getSparseInitializerCount() > 0) {
            throw new IllegalArgumentException("its body has sparse initializers, which are not supported");
        }
        graph.getInitializerList().forEach(constant -> define(constant.getName(), constant, define));
        graph.getNodeList().stream()
                .filter(LoopBody::isConstant)
                .forEach(node -> define(node.getOutput(0), node.getAttribute(0).getT(), define));
    }

    private void define(String name, TensorProto value, Consumer<TensorProto> define) {
        String own = names.fresh(name);
        constants.put(name, own);
        define.accept(value.toBuilder().setName(own).build());
    }

    /** Whether a node is a tensor that the file holds. */
    private static boolean isConstant(NodeProto node) {
        return node.getOpType().equals("Constant")
                && node.getDomain().isEmpty()
                && node.getOutputCount() == 1
                && !node.getOutput(0).isEmpty()
                && node.getAttributeCount() == 1
                && node.getAttribute(0).hasT();
    }

    /** Refuses a body that does not fit the loop around it. */
    void check(int inputs, int outputs) {
        if (graph.getInputCount() != inputs || graph.getOutputCount() < outputs) {
            throw new IllegalArgumentException("its body reads " + graph.getInputCount() + " tensors and gives "
                    + graph.getOutputCount() + ", expected " + inputs + " and " + outputs);
        }
        Set<String> given = new HashSet<>();
        graph.getOutputList().forEach(output -> {
            if (!given.add(output.getName())) {
                throw new IllegalArgumentException("its body gives '" + output.getName() + "' twice");
            }
        });
    }

    Iteration iteration(List<String> inputs) {
        Map<String, String> inside = new HashMap<>(constants);
        for (int i = 0; i < inputs.size(); i++) {
            inside.put(graph.getInput(i).getName(), inputs.get(i));
        }
        Set<String> made = new HashSet<>(Renaming.made(graph));
        made.removeAll(inside.keySet());
        made.stream().sorted().forEach(name -> inside.put(name, names.fresh(name)));
        Renaming renaming = new Renaming(inside);
        List<NodeProto> nodes = new ArrayList<>();
        graph.getNodeList().stream().filter(node -> !isConstant(node)).forEach(node -> nodes.add(renaming.of(node)));
        return new Iteration(
                nodes,
                graph.getOutputList().stream()
                        .map(output -> renaming.of(output.getName()))
                        .toList());
    }
}
