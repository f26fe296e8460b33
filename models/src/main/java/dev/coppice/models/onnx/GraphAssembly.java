package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Carried;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.InvalidGraphException;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.models.onnx.upgrade.Conversion;
import dev.coppice.models.onnx.upgrade.UpgradeContext;
import dev.coppice.models.operator.SinceVersions;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Assembly of a graph from a parsed file: tensors, nodes at opset 18, inputs and outputs. It collects faults by kind. */
final class GraphAssembly implements UpgradeContext {
    private final ModelFile model;
    private final GraphProto proto;
    private final int opset;
    private final TensorReader tensors;
    private final AttributeReader attributes;
    private final UniqueNames tensorNames = new UniqueNames();
    private final UniqueNames nodeNames = new UniqueNames();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final RuntimeShapes runtime;
    private Map<String, Integer> imports = Map.of();

    private GraphAssembly(ModelFile model, RuntimeShapes runtime) {
        this.model = model;
        this.runtime = runtime;
        this.proto = LiveParts.of(model.proto().getGraph()).graph();
        this.opset = model.opset();
        this.tensors = new TensorReader(model.file());
        this.attributes = new AttributeReader(tensors);
    }

    static Graph of(ModelFile model, RuntimeShapes runtime) {
        return new GraphAssembly(model, runtime).graph();
    }

    private Graph graph() {
        checkOpset();
        refuseParts();
        readConstants();
        noteNames();
        List<Node> nodes = convert(readNodes());
        AttributeCheck.check(nodes, where());
        List<TensorInfo> inputs = infos(
                "inputs",
                proto.getInputList().stream()
                        .filter(i -> !constants.containsKey(i.getName()))
                        .toList());
        List<TensorInfo> outputs = infos("outputs", proto.getOutputList());
        if (outputs.isEmpty()) {
            throw new InvalidInputException(where() + " declares no output, expected at least one.");
        }
        String name = proto.getName().isEmpty() ? "graph" : proto.getName();
        Graph graph = Folding.apply(ordered(name, inputs, outputs, nodes), Optional.empty());
        ConstantCheck.check(graph, where());
        TypeCheck.check(graph, where());
        return graph;
    }

    private Graph ordered(String name, List<TensorInfo> inputs, List<TensorInfo> outputs, List<Node> nodes) {
        try {
            return new Graph(name, inputs, outputs, nodes, constants).carrying(Carried.of(imports, runtime));
        } catch (InvalidGraphException e) {
            throw new InvalidInputException(where() + " cannot be used; export it again. " + e.getMessage(), e);
        }
    }

    private String where() {
        return "Model file '" + model.origin() + "'";
    }

    private void checkOpset() {
        if (opset < SinceVersions.OLDEST || opset > SinceVersions.NEWEST) {
            throw new InvalidInputException(where() + " is of opset " + opset + ", Coppice reads "
                    + SinceVersions.OLDEST + " to " + SinceVersions.NEWEST
                    + ". Export it again with opset 18.");
        }
    }

    private void refuseParts() {
        if (model.proto().getFunctionsCount() > 0) {
            List<String> functions = model.proto().getFunctionsList().stream()
                    .map(FunctionProto::getName)
                    .toList();
            throw new InvalidInputException(
                    where() + " defines functions " + functions + ", which are not supported. Inline them first.");
        }
        if (proto.getSparseInitializerCount() > 0) {
            List<String> sparse = proto.getSparseInitializerList().stream()
                    .map(SparseTensorProto::getValues)
                    .map(TensorProto::getName)
                    .toList();
            throw new InvalidInputException(
                    where() + " has sparse initializers " + sparse + ", which are not supported. Store them dense.");
        }
    }

    private void readConstants() {
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
                if (constants.put(initializer.getName(), tensors.read(initializer)) != null) {
                    problems.add("'" + initializer.getName() + "': there are two of this name");
                }
            } catch (IllegalArgumentException e) {
                problems.add("'" + initializer.getName() + "': " + e.getMessage());
            }
        }
        fail("has initializers that cannot be read:", problems);
    }

    private void noteNames() {
        constants.keySet().forEach(tensorNames::use);
        proto.getInputList().forEach(i -> tensorNames.use(i.getName()));
        proto.getOutputList().forEach(o -> read.add(o.getName()));
        for (NodeProto node : proto.getNodeList()) {
            node.getOutputList().forEach(tensorNames::use);
            read.addAll(node.getInputList());
        }
    }

    private List<Node> readNodes() {
        List<String> problems = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (NodeProto node : proto.getNodeList()) {
            String hint = node.getName().isEmpty() ? defaultName(node) : node.getName();
            String domain = node.getDomain().equals(ModelFile.LONG_DOMAIN) ? "" : node.getDomain();
            try {
                if (node.getOutputList().stream().allMatch(String::isEmpty)) {
                    throw new IllegalArgumentException("it has no output");
                }
                nodes.add(new Node(
                        nodeNames.fresh(hint),
                        domain,
                        node.getOpType(),
                        node.getInputList(),
                        node.getOutputList(),
                        attributes.read(node.getAttributeList())));
            } catch (IllegalArgumentException e) {
                problems.add("'" + hint + "' (" + node.getOpType() + "): " + e.getMessage());
            }
        }
        fail("has nodes that cannot be read:", problems);
        return nodes;
    }

    private static String defaultName(NodeProto node) {
        return node.getOutputCount() > 0 && !node.getOutput(0).isEmpty() ? node.getOutput(0) : node.getOpType();
    }

    private List<Node> convert(List<Node> all) {
        List<Node> nodes = withoutConstants(all);
        Conversion conversion = new Conversion(this);
        List<Node> converted = new ArrayList<>();
        nodes.forEach(node -> conversion.convert(node).forEach(n -> converted.add(trimmed(n))));
        fail("has operators that Coppice cannot carry (see docs/operators.md):", conversion.unsupported());
        imports = conversion.imports();
        return converted;
    }

    /** The node without trailing empty inputs. */
    private static Node trimmed(Node node) {
        int end = node.inputs().size();
        while (end > 0 && node.inputs().get(end - 1).isEmpty()) {
            end--;
        }
        return end == node.inputs().size()
                ? node
                : node.withInputs(node.inputs().subList(0, end));
    }

    /** Constant nodes become constants first, so that upgrades see their values. */
    private List<Node> withoutConstants(List<Node> nodes) {
        List<Node> others = new ArrayList<>();
        for (Node node : nodes) {
            Optional<Tensor> value = node.is("Constant") ? ValueRules.evaluate(node, Map.of()) : Optional.empty();
            if (value.isPresent() && !constants.containsKey(node.output())) {
                constants.put(node.output(), value.get());
            } else {
                others.add(node);
            }
        }
        return others;
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
        return Optional.ofNullable(constants.get(tensor));
    }

    @Override
    public String addConstant(String hint, Tensor value) {
        String name = freshName(hint);
        constants.put(name, value);
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
