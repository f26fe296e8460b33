package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sequences of tensors whose length is known while reading. They are no tensors, so their operators become Split, Concat and
 * the like on the tensors that they hold.
 */
final class Sequences {
    private static final Set<String> OPERATORS = Set.of(
            "ConcatFromSequence",
            "SequenceAt",
            "SequenceConstruct",
            "SequenceEmpty",
            "SequenceErase",
            "SequenceInsert",
            "SequenceLength",
            "SplitToSequence");

    private final NodeAssembly nodes;
    private final Map<String, List<String>> sequences = new HashMap<>();

    Sequences(NodeAssembly nodes) {
        this.nodes = nodes;
    }

    /** Whether a node of a file makes or reads a sequence by its operator. */
    static boolean handles(NodeProto node) {
        return OPERATORS.contains(node.getOpType());
    }

    /** Whether an operator makes or reads a sequence; an Identity does if it copies one. */
    boolean handles(Node node) {
        return node.domain().isEmpty()
                && (OPERATORS.contains(node.op()) || (node.is("Identity") && sequences.containsKey(node.input(0))));
    }

    /**
     * The nodes that replace an operator on sequences.
     *
     * @throws IllegalArgumentException if a length or position is known only at run time
     */
    List<Node> apply(Node node) {
        return switch (node.op()) {
            case "SequenceAt" -> List.of(copied(node, at(node)));
            case "ConcatFromSequence" -> joined(node);
            case "SplitToSequence" -> split(node);
            case "SequenceLength" -> {
                nodes.define(
                        node.output(),
                        Tensor.longs(Shape.SCALAR, sequence(node, 0).size()));
                yield List.of();
            }
            default -> {
                sequences.put(node.output(), changed(node));
                yield List.of();
            }
        };
    }

    private List<String> changed(Node node) {
        return switch (node.op()) {
            case "SequenceConstruct" -> List.copyOf(node.inputs());
            case "SequenceEmpty" -> List.of();
            case "SequenceInsert" -> {
                List<String> longer = new ArrayList<>(sequence(node, 0));
                longer.add(node.hasInput(2) ? position(node, 2, longer.size() + 1) : longer.size(), node.input(1));
                yield longer;
            }
            case "SequenceErase" -> {
                List<String> shorter = new ArrayList<>(sequence(node, 0));
                shorter.remove(node.hasInput(1) ? position(node, 1, shorter.size()) : shorter.size() - 1);
                yield shorter;
            }
            default -> sequence(node, 0);
        };
    }

    private List<String> sequence(Node node, int input) {
        List<String> sequence = sequences.get(node.input(input));
        if (sequence == null) {
            throw new IllegalArgumentException("the length of its sequence '" + node.input(input)
                    + "' is known only at run time, expected one that follows from constants and sizes");
        }
        return sequence;
    }

    private String at(Node node) {
        List<String> sequence = sequence(node, 0);
        return sequence.get(position(node, 1, sequence.size()));
    }

    /** A constant position, which may count from the end. */
    private int position(Node node, int input, int size) {
        long given = nodes.known(node.input(input))
                .orElseThrow(() -> new IllegalArgumentException(
                        "its position '" + node.input(input) + "' is computed at run time, expected a constant"))
                .toLongs()[0];
        long position = given < 0 ? given + size : given;
        if (position < 0 || position >= size) {
            throw new IllegalArgumentException("position " + given + " is outside a sequence of " + size);
        }
        return (int) position;
    }

    private static Node copied(Node node, String from) {
        return new Node(node.name(), "", "Identity", List.of(from), node.outputs(), Attributes.NONE);
    }

    private List<Node> joined(Node node) {
        List<String> parts = sequence(node, 0);
        int axis = node.attributes().integer("axis", 0);
        List<Node> all = new ArrayList<>();
        if (node.attributes().integer("new_axis", 0) == 1) {
            String axes = nodes.addConstant(node.name() + "_axes", Tensor.vector(axis));
            parts = parts.stream()
                    .map(part -> added(all, "Unsqueeze", nodes.freshName(node.name() + "_part"), part, axes))
                    .toList();
        }
        all.add(new Node(node.name(), "", "Concat", parts, node.outputs(), Attributes.NONE.with("axis", axis)));
        return all;
    }

    private static String added(List<Node> all, String op, String output, String... inputs) {
        all.add(Node.of(op, output, Attributes.NONE, inputs));
        return output;
    }

    private List<Node> split(Node node) {
        int axis = node.attributes().integer("axis", 0);
        long[] sizes = sizes(node, axis);
        if (sizes.length > NodeAssembly.MOST) {
            throw new IllegalArgumentException("it makes a sequence of " + sizes.length + " tensors");
        }
        List<Node> all = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        Arrays.stream(sizes).forEach(size -> parts.add(nodes.freshName(node.output())));
        String input = nodes.addConstant(node.name() + "_split", Tensor.vector(sizes));
        Attributes along = Attributes.NONE.with("axis", axis);
        all.add(new Node(node.name(), "", "Split", List.of(node.input(0), input), parts, along));
        if (node.attributes().integer("keepdims", 1) == 0 && !node.hasInput(1)) {
            String axes = nodes.addConstant(node.name() + "_axes", Tensor.vector(axis));
            parts.replaceAll(part -> added(all, "Squeeze", nodes.freshName(part), part, axes));
        }
        sequences.put(node.output(), List.copyOf(parts));
        return all;
    }

    /** The size of each part along the axis. */
    private long[] sizes(Node node, int axis) {
        Optional<Tensor> given = node.hasInput(1) ? nodes.known(node.input(1)) : Optional.empty();
        if (node.hasInput(1) && given.isEmpty()) {
            throw new IllegalArgumentException(
                    "its sizes '" + node.input(1) + "' are computed at run time, expected constants");
        }
        if (given.isPresent() && given.get().shape().rank() == 1) {
            return given.get().toLongs();
        }
        long whole = nodes.size(node.input(0), axis)
                .orElseThrow(() -> new IllegalArgumentException("the size of axis " + axis + " of '" + node.input(0)
                        + "' is not known while reading; export the network with fixed sizes"));
        long part = given.map(tensor -> tensor.toLongs()[0]).orElse(1L);
        if (part < 1) {
            throw new IllegalArgumentException("it makes parts of size " + part);
        }
        long[] sizes = new long[Math.toIntExact((whole + part - 1) / part)];
        Arrays.setAll(sizes, i -> Math.min(part, whole - i * part));
        return sizes;
    }
}
