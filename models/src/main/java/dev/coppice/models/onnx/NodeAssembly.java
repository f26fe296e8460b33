package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.onnx.dequantize.Dequantization;
import dev.coppice.models.onnx.upgrade.Conversion;
import dev.coppice.models.onnx.upgrade.UpgradeContext;
import dev.coppice.models.operator.SinceVersions;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of a file at opset 18. Functions are replaced by their nodes, an If by the branch that runs, and sequences by the
 * tensors that they hold.
 */
final class NodeAssembly implements UpgradeContext {
    /** The largest number of nodes, after functions and branches are put in place. */
    static final int MOST = 200_000;

    private static final int DEEPEST = 64;

    private final ModelFile model;
    private final Functions functions;
    private final Probe probe;
    private final TensorReader tensors;
    private final AttributeReader attributes;
    private final Sequences sequences = new Sequences(this);
    private final Conversion conversion = new Conversion(this);
    private final Optional<Dequantization> dequantization;
    private final ComputedConstants constants;
    private final NumberTypes types;
    private ElementType numbers;
    private final UniqueNames tensorNames = new UniqueNames();
    private final UniqueNames nodeNames = new UniqueNames();
    private final Set<String> read = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final List<Node> integers = new ArrayList<>();
    private int opset;
    private int depth;
    private int placed;

    NodeAssembly(ModelFile model, Map<String, Tensor> constants, Probe probe, boolean floating) {
        this.dequantization = floating ? Optional.of(new Dequantization(this)) : Optional.empty();
        this.model = model;
        this.opset = model.opset();
        this.functions = new Functions(model.proto());
        this.probe = probe;
        this.tensors = new TensorReader(model.file());
        this.attributes = new AttributeReader(tensors);
        this.constants = new ComputedConstants(constants);
        this.types = new NumberTypes(constants, model.proto().getGraph());
        this.numbers = types.usual();
    }

    /** Reads all nodes of a graph. What cannot be read or converted is in {@link #unread} and {@link #unsupported}. */
    List<Node> nodes(GraphProto graph) {
        constants.stored().keySet().forEach(tensorNames::use);
        graph.getInputList().forEach(i -> tensorNames.use(i.getName()));
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(tensorNames::use));
        graph.getOutputList().forEach(o -> read.add(o.getName()));
        place(graph.getNodeList());
        return List.copyOf(nodes);
    }

    Map<String, Tensor> constants() {
        return constants.stored();
    }

    /** A line for every node that could not be read. */
    List<String> unread() {
        return List.copyOf(unread);
    }

    /** The operator sets of nodes that are carried as they are: version by domain. */
    Map<String, Integer> imports() {
        return conversion.imports();
    }

    /** Operators of a runtime's own that can be read in floating point only, which is not asked for. */
    List<Node> integers() {
        return List.copyOf(integers);
    }

    /** Whether operators that compute in integers were written in floating point. */
    boolean isDequantized() {
        return dequantization.filter(Dequantization::hasChanged).isPresent();
    }

    /** A line for every node that could not be converted to opset 18. */
    List<String> unsupported() {
        return conversion.unsupported();
    }

    /**
     * A node of the file.
     *
     * @param node the node as read; empty for a call and for control flow
     */
    private record Part(NodeProto proto, String name, Optional<Node> node) {}

    /** Reads nodes of the file, in an order that may have to be found. */
    void place(List<NodeProto> protos) {
        placed += Math.max(1, protos.size()); // an iteration without nodes counts too
        if (placed > MOST || depth > DEEPEST) {
            throw new InvalidInputException("Model file '" + model.origin() + "' has functions, branches or loops "
                    + "inside each other, more than " + DEEPEST + " deep or more than " + MOST
                    + " nodes in all. Export it again without functions and loops.");
        }
        List<String> inputs = new ArrayList<>();
        protos.forEach(node -> LiveParts.read(node, inputs));
        read.addAll(inputs);
        boolean isPlain = protos.stream().noneMatch(p -> isCall(p) || Sequences.handles(p));
        List<Part> parts = new ArrayList<>();
        for (NodeProto proto : isPlain ? protos : NodeOrder.sort(protos)) {
            String hint = proto.getName().isEmpty() ? defaultName(proto) : proto.getName();
            String name = nodeNames.fresh(hint);
            attempt(hint, proto, () -> part(proto, name).ifPresent(parts::add));
        }
        parts.forEach(part -> attempt(part.name(), part.proto(), () -> take(part)));
    }

    /** Does a step of reading a node, or notes why it failed. */
    private void attempt(String name, NodeProto proto, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            unread.add("'" + name + "' (" + proto.getOpType() + "): " + FileTrouble.ofContradiction(e));
        }
    }

    private static String defaultName(NodeProto node) {
        return node.getOutputCount() > 0 && !node.getOutput(0).isEmpty() ? node.getOutput(0) : node.getOpType();
    }

    private boolean isCall(NodeProto proto) {
        return functions.of(proto).isPresent()
                || proto.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0);
    }

    /** A node as read; empty for a Constant, which becomes a constant first, so that upgrades see its value. */
    private Optional<Part> part(NodeProto proto, String name) {
        if (proto.getOutputList().stream().allMatch(String::isEmpty)) {
            throw new IllegalArgumentException("it has no output");
        }
        if (isCall(proto)) {
            return Optional.of(new Part(proto, name, Optional.empty()));
        }
        Node node = new Node(
                name,
                proto.getDomain().equals(ModelFile.LONG_DOMAIN) ? "" : proto.getDomain(),
                proto.getOpType(),
                proto.getInputList(),
                proto.getOutputList(),
                attributes.read(proto.getAttributeList()));
        Optional<Tensor> value = node.is("Constant") ? ValueRules.evaluate(node, Map.of()) : Optional.empty();
        if (value.isPresent() && !constants.has(node.output())) {
            define(node.output(), value.get());
            return Optional.empty();
        }
        return Optional.of(new Part(proto, name, Optional.of(node)));
    }

    private void take(Part part) {
        part.node().ifPresent(node -> numbers = types.of(node));
        if (part.node().isEmpty()) {
            inline(part);
        } else if (sequences.handles(part.node().get())) {
            sequences.apply(part.node().get()).forEach(this::append);
        } else {
            Node node = part.node().get();
            if (dequantization.isEmpty() && !node.domain().isEmpty() && Dequantization.changes(node)) {
                integers.add(node);
            } else {
                dequantization
                        .map(d -> d.apply(node))
                        .orElseGet(() -> List.of(node))
                        .forEach(n -> conversion.convert(n).forEach(this::append));
            }
        }
    }

    /** Adds a node of opset 18. */
    void append(Node node) {
        Node trimmed = node.trimmed();
        constants.note(trimmed);
        types.note(trimmed);
        nodes.add(trimmed);
    }

    private void inline(Part part) {
        int outside = opset;
        depth++;
        Optional<FunctionProto> function = functions.of(part.proto());
        if (function.isPresent()) {
            Functions.Body body = Functions.expand(function.get(), part.proto(), part.name(), tensorNames, opset);
            opset = body.opset();
            checkOpset();
            place(body.nodes());
        } else {
            new SubGraphs(this, tensors, tensorNames).place(part.proto());
        }
        depth--;
        opset = outside;
    }

    private void checkOpset() {
        if (opset < SinceVersions.OLDEST || opset > SinceVersions.NEWEST) {
            throw new IllegalArgumentException("its function is of opset " + opset + ", Coppice reads "
                    + SinceVersions.OLDEST + " to " + SinceVersions.NEWEST);
        }
    }

    /** The value of a tensor that follows from constants and sizes; empty if it is known only at run time. */
    Optional<Tensor> known(String tensor) {
        return constant(tensor).or(() -> probe.value(tensor, constants.producers(), constants.stored()));
    }

    /** The size of an axis of a tensor; empty if it is unknown while reading, or depends on a size that is open. */
    @Override
    public Optional<Integer> size(String tensor, int axis) {
        return constant(tensor)
                .map(value -> value.shape().size(axis))
                .or(() -> probe.size(tensor, axis, constants.producers(), constants.stored()));
    }

    /** Gives a tensor a constant value. */
    void define(String tensor, Tensor value) {
        constants.put(tensor, value);
        types.put(tensor, value);
    }

    @Override
    public int opset() {
        return opset;
    }

    @Override
    public int opset(String domain) {
        return model.opset(domain);
    }

    @Override
    public Optional<Tensor> constant(String tensor) {
        return constants.value(tensor);
    }

    @Override
    public Optional<Integer> rank(String tensor) {
        return constant(tensor)
                .map(value -> value.shape().rank())
                .or(() -> probe.rank(tensor, constants.producers(), constants.stored()))
                .or(() -> ValueInfos.rank(model.proto().getGraph(), tensor));
    }

    @Override
    public ElementType numbers() {
        return numbers;
    }

    @Override
    public String addConstant(String hint, Tensor value) {
        String name = freshName(hint);
        boolean single = value.type() == ElementType.FLOAT && value.shape().rank() == 0;
        define(name, single ? Tensor.reals(numbers, value.shape(), value.toFloats()) : value);
        return name;
    }

    /** Nodes are named after their output, so the name must be free for both. */
    @Override
    public String freshName(String hint) {
        String name = tensorNames.fresh(hint);
        while (!nodeNames.fresh(name).equals(name)) {
            name = tensorNames.fresh(hint);
        }
        return name;
    }

    @Override
    public boolean isRead(String tensor) {
        return read.contains(tensor);
    }
}
