package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.format.ConstantCheck;
import dev.coppice.models.graph.Carried;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.InvalidGraphException;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.onnx.dequantize.Dequantization;
import dev.coppice.models.onnx.dequantize.FloatingPoint;
import dev.coppice.models.onnx.dequantize.WeightScales;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.models.operator.SinceVersions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assembly of a graph from a parsed file: constants, nodes at opset 18, inputs and outputs. It collects faults by kind. */
final class GraphAssembly {
    private final ModelFile model;
    private final GraphProto proto;
    private final Reading how;
    private final TensorReader tensors;

    /**
     * How a file is read.
     *
     * @param image height and width of its card if it has one: branches may depend on them
     * @param floating whether a quantised network is read in floating point, see {@link Dequantization}
     * @param runtime tells the shapes of operators without a rule
     */
    record Reading(Optional<Shape> image, boolean floating, RuntimeShapes runtime) {
        static Reading by(RuntimeShapes runtime) {
            return new Reading(Optional.empty(), false, runtime);
        }

        Reading of(Optional<Shape> size) {
            return new Reading(size, floating, runtime);
        }
    }

    private GraphAssembly(ModelFile model, Reading how) {
        this.model = model;
        this.how = how;
        this.proto = LiveParts.of(model.proto().getGraph()).graph();
        this.tensors = new TensorReader(model.file());
    }

    static Graph of(ModelFile model, Reading how) {
        return new GraphAssembly(model, how).graph();
    }

    private Graph graph() {
        checkOpset();
        Map<String, Tensor> constants = readConstants();
        List<TensorInfo> inputs = infos(
                "inputs",
                proto.getInputList().stream()
                        .filter(i -> !constants.containsKey(i.getName()))
                        .toList());
        NodeAssembly assembly = new NodeAssembly(model, constants, new Probe(inputs, how.image()), how.floating());
        List<Node> nodes = assembly.nodes(proto);
        fail("has nodes that cannot be read:", assembly.unread());
        refuse(assembly.integers());
        fail("has operators that Coppice cannot carry (see docs/operators.md):", assembly.unsupported());
        AttributeCheck.check(nodes, where());
        List<TensorInfo> outputs = infos("outputs", proto.getOutputList());
        if (outputs.isEmpty()) {
            throw new InvalidInputException(where() + " declares no output, expected at least one.");
        }
        String name = proto.getName().isEmpty() ? "graph" : proto.getName();
        ImageHint hint = ImageHint.NONE.sized(
                how.image().map(s -> List.of(s.size(0), s.size(1))).orElse(List.of()));
        Graph graph = Folding.apply(ordered(name, inputs, outputs, nodes, assembly), hint);
        graph = how.floating() ? floating(graph, assembly.isDequantized(), hint) : graph;
        ConstantCheck.check(graph, where());
        TypeCheck.check(graph, where());
        return graph;
    }

    /**
     * The graph in floating point; the same graph if nothing is quantised.
     *
     * @param changed whether operators that compute in integers were written in floating point already
     */
    private static Graph floating(Graph graph, boolean changed, ImageHint hint) {
        Graph floating = FloatingPoint.of(graph);
        return floating == graph && !changed
                ? graph
                : Folding.apply(WeightScales.fold(floating), hint)
                        .carrying(graph.carried().inFloatingPoint());
    }

    private void refuse(List<Node> integers) {
        if (!integers.isEmpty()) {
            throw new InvalidInputException(names -> where() + " is quantised with operators of ONNX Runtime's own, "
                    + integers.get(0) + " first of " + integers.size() + ". Read it in floating point with "
                    + names.of(Setting.DEQUANTIZE) + ".");
        }
    }

    private Graph ordered(
            String name, List<TensorInfo> inputs, List<TensorInfo> outputs, List<Node> nodes, NodeAssembly assembly) {
        try {
            return new Graph(name, inputs, outputs, nodes, assembly.constants())
                    .carrying(Carried.of(assembly.imports(), how.runtime()));
        } catch (InvalidGraphException e) {
            throw new InvalidInputException(where() + " cannot be used; export it again. " + e.getMessage(), e);
        }
    }

    private String where() {
        return "Model file '" + model.origin() + "'";
    }

    private void checkOpset() {
        int opset = model.opset();
        if (opset < SinceVersions.OLDEST || opset > SinceVersions.NEWEST) {
            throw new InvalidInputException(where() + " is of opset " + opset + ", Coppice reads "
                    + SinceVersions.OLDEST + " to " + SinceVersions.NEWEST
                    + ". Export it again with opset 18.");
        }
    }

    private Map<String, Tensor> readConstants() {
        Map<String, Tensor> constants = new LinkedHashMap<>();
        List<TensorProto> missing = RandomWeights.missing(proto);
        if (!missing.isEmpty()) {
            throw new InvalidInputException(names -> where() + " leaves out the data of " + missing.size() + " of its "
                    + proto.getInitializerCount() + " initializers, '"
                    + missing.get(0).getName() + "' " + missing.get(0).getDimsList()
                    + " first. Give a file that holds them; where only the architecture matters, fill them with "
                    + names.of(Setting.RANDOM_WEIGHTS) + ".");
        }
        List<String> problems = new ArrayList<>();
        for (TensorProto initializer : proto.getInitializerList()) {
            try {
                constants.put(initializer.getName(), tensors.read(initializer));
            } catch (IllegalArgumentException e) {
                problems.add("'" + initializer.getName() + "': " + e.getMessage());
            }
        }
        for (SparseTensorProto initializer : proto.getSparseInitializerList()) {
            String name = initializer.getValues().getName();
            try {
                constants.put(name, tensors.read(initializer));
            } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
                problems.add("'" + name + "' (sparse): " + e.getMessage());
            }
        }
        fail("has initializers that cannot be read:", problems);
        return constants;
    }

    private List<TensorInfo> infos(String kind, List<ValueInfoProto> protos) {
        List<String> problems = new ArrayList<>();
        List<TensorInfo> infos = new ArrayList<>();
        for (ValueInfoProto info : protos) {
            try {
                if (kind.equals("inputs") && !ValueInfos.hasShape(info)) {
                    throw new IllegalArgumentException("it declares no shape, expected N×C×H×W; export it with one");
                }
                infos.add(ValueInfos.read(info));
            } catch (IllegalArgumentException e) {
                problems.add("'" + info.getName() + "': " + e.getMessage());
            }
        }
        fail("has " + kind + " that cannot be read:", problems);
        return infos;
    }

    private void fail(String what, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(where() + " " + what, problems);
        }
    }
}
