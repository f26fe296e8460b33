package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Control flow, put in place while reading: the branch of an If, and the iterations of a Loop or a Scan one by one. */
final class SubGraphs {
    /** The largest number of iterations of one loop. */
    private static final int MOST = 1 << 12;

    private final NodeAssembly nodes;
    private final TensorReader tensors;
    private final UniqueNames names;

    SubGraphs(NodeAssembly nodes, TensorReader tensors, UniqueNames names) {
        this.nodes = nodes;
        this.tensors = tensors;
        this.names = names;
    }

    /**
     * Places what runs of a node with sub-graphs.
     *
     * @throws IllegalArgumentException if that is known only at run time
     */
    void place(NodeProto node) {
        switch (node.getOpType()) {
            case "If" -> branch(node);
            case "Loop" -> loop(node);
            case "Scan" -> scan(node);
            default -> {
                String graph = node.getAttributeList().stream()
                        .filter(a -> a.hasG() || a.getGraphsCount() > 0)
                        .map(AttributeProto::getName)
                        .findFirst()
                        .orElse("");
                throw new IllegalArgumentException("attribute '" + graph + "' is a sub-graph, and only those of If, "
                        + "Loop and Scan are read; export the network traced");
            }
        }
    }

    private void branch(NodeProto node) {
        String condition = input(node, 0);
        boolean value = isTrue(condition, "its condition '" + condition + "'");
        ControlFlow.Branch branch = ControlFlow.branch(node, value, names);
        branch.constants().forEach(tensor -> nodes.define(tensor.getName(), tensors.read(tensor)));
        nodes.place(branch.nodes());
    }

    private static String input(NodeProto node, int position) {
        return position < node.getInputCount() ? node.getInput(position) : "";
    }

    private boolean isTrue(String tensor, String what) {
        return number(tensor, what) != 0;
    }

    private long number(String tensor, String what) {
        return nodes.known(tensor)
                .orElseThrow(
                        () -> new IllegalArgumentException(what + " is known only at run time, or depends on a size "
                                + "that the file leaves open; export the network traced, or with fixed sizes"))
                .toLongs()[0];
    }

    private void loop(NodeProto node) {
        GraphProto graph = ControlFlow.graph(node, "body");
        String trips = input(node, 0);
        long count = trips.isEmpty() ? Long.MAX_VALUE : number(trips, "its number of iterations '" + trips + "'");
        String condition = input(node, 1);
        boolean runs = condition.isEmpty() || isTrue(condition, "its condition '" + condition + "'");
        LoopBody body =
                new LoopBody(graph, names, constant -> nodes.define(constant.getName(), tensors.read(constant)));
        List<String> states = new ArrayList<>(node.getInputList().subList(2, Math.max(2, node.getInputCount())));
        body.check(2 + states.size(), node.getOutputCount() + 1);
        List<List<String>> collected = lists(node.getOutputCount() - states.size());
        String yes = names.fresh(node.getOpType() + "_condition");
        nodes.define(yes, Tensor.of(ElementType.BOOL, Shape.SCALAR, ByteBuffer.wrap(new byte[] {1})));
        for (int i = 0; i < count && runs; i++) {
            checkCount(i);
            List<String> inputs = new ArrayList<>(
                    List.of(nodes.addConstant(node.getOpType() + "_iteration", Tensor.longs(Shape.SCALAR, i)), yes));
            inputs.addAll(states);
            List<String> outputs = run(body, inputs);
            runs = isTrue(outputs.get(0), "the condition '" + graph.getOutput(0).getName() + "' of its body");
            take(outputs.subList(1, outputs.size()), states, collected);
        }
        end(node, states, collected);
    }

    private static void checkCount(int iteration) {
        if (iteration >= MOST) {
            throw new IllegalArgumentException("it runs more than " + MOST + " iterations");
        }
    }

    private List<String> run(LoopBody body, List<String> inputs) {
        LoopBody.Iteration iteration = body.iteration(inputs);
        nodes.place(iteration.nodes());
        return iteration.outputs();
    }

    private static List<List<String>> lists(int count) {
        return IntStream.range(0, count)
                .<List<String>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    /** Takes what an iteration gives: states for the next one, and what is collected of all. */
    private static void take(List<String> outputs, List<String> states, List<List<String>> collected) {
        for (int i = 0; i < outputs.size(); i++) {
            if (i < states.size()) {
                states.set(i, outputs.get(i));
            } else if (i - states.size() < collected.size()) {
                collected.get(i - states.size()).add(outputs.get(i));
            }
        }
    }

    /** Gives the outputs their values after the last iteration. */
    private void end(NodeProto node, List<String> states, List<List<String>> collected) {
        List<NodeProto> copies = new ArrayList<>();
        for (int i = 0; i < Math.min(states.size(), node.getOutputCount()); i++) {
            if (!node.getOutput(i).isEmpty()) {
                copies.add(ControlFlow.copy(states.get(i), node.getOutput(i)));
            }
        }
        nodes.place(copies);
        int[] axes = Scanning.integers(node, "scan_output_axes", collected.size());
        int[] backwards = Scanning.integers(node, "scan_output_directions", collected.size());
        for (int i = 0; i < collected.size(); i++) {
            String output = node.getOutput(states.size() + i);
            if (!output.isEmpty()) {
                stack(collected.get(i), axes[i], backwards[i] == 1, output);
            }
        }
    }

    private void stack(List<String> parts, int axis, boolean backwards, String output) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "it runs no iteration, and what it collects as '" + output + "' is empty");
        }
        String axes = nodes.addConstant(output + "_axes", Tensor.vector(axis));
        List<String> raised = new ArrayList<>();
        for (String part : parts) {
            String name = nodes.freshName(output + "_part");
            nodes.append(Node.of("Unsqueeze", name, Attributes.NONE, part, axes));
            raised.add(backwards ? 0 : raised.size(), name);
        }
        String name = nodes.freshName(output + "_stacked");
        nodes.append(new Node(name, "", "Concat", raised, List.of(output), Attributes.NONE.with("axis", axis)));
    }

    private void scan(NodeProto node) {
        GraphProto graph = ControlFlow.graph(node, "body");
        Scanning scanning = Scanning.of(node, nodes.opset());
        LoopBody body =
                new LoopBody(graph, names, constant -> nodes.define(constant.getName(), tensors.read(constant)));
        body.check(node.getInputCount(), node.getOutputCount());
        List<String> states = new ArrayList<>(node.getInputList().subList(0, scanning.states()));
        List<List<String>> collected = lists(node.getOutputCount() - states.size());
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < scanning.axes().length; i++) {
            lengths.add(length(node.getInput(scanning.states() + i), scanning.axes()[i]));
        }
        if (lengths.stream().distinct().count() != 1) {
            throw new IllegalArgumentException("it goes through tensors of different lengths " + lengths);
        }
        for (int step = 0; step < lengths.get(0); step++) {
            checkCount(step);
            List<String> inputs = new ArrayList<>(states);
            for (int i = 0; i < scanning.axes().length; i++) {
                int at = scanning.directions()[i] == 1 ? lengths.get(i) - 1 - step : step;
                inputs.add(element(node.getInput(scanning.states() + i), scanning.axes()[i], at));
            }
            take(run(body, inputs), states, collected);
        }
        end(node, states, collected);
    }

    private int length(String tensor, int axis) {
        int counted = axis < 0 ? nodes.rank(tensor).map(rank -> axis + rank).orElse(axis) : axis;
        return Optional.of(counted)
                .filter(a -> a >= 0)
                .flatMap(a -> nodes.size(tensor, a))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the size of axis " + axis + " of '" + tensor
                                        + "', its number of iterations, is known only at run time; export the network with fixed sizes"));
    }

    private String element(String tensor, int axis, int at) {
        String name = nodes.freshName(tensor + "_" + at);
        String index = nodes.addConstant(name + "_index", Tensor.longs(Shape.SCALAR, at));
        nodes.append(Node.of("Gather", name, Attributes.NONE.with("axis", axis), tensor, index));
        return name;
    }
}
