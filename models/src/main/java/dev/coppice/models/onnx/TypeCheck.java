package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.ShapeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Element types fit the operators: one type among the operands of arithmetic, integers where sizes and axes are expected. */
final class TypeCheck {
    private static final Set<String> ONE_TYPE = Set.of(
            "Add",
            "Clip",
            "Concat",
            "Conv",
            "ConvTranspose",
            "Div",
            "Gemm",
            "InstanceNormalization",
            "MatMul",
            "Max",
            "Mean",
            "Min",
            "Mul",
            "PRelu",
            "Sub",
            "Sum");

    private static final Set<String> FLOATING = Set.of(
            "AveragePool",
            "BatchNormalization",
            "Conv",
            "ConvTranspose",
            "GlobalAveragePool",
            "HardSigmoid",
            "InstanceNormalization",
            "LayerNormalization",
            "LeakyRelu",
            "Sigmoid",
            "Softmax",
            "Tanh");

    /** Operators whose inputs from the second on are sizes, axes or indices. */
    private static final Set<String> SIZED =
            Set.of("Expand", "Gather", "Reshape", "Slice", "Split", "Squeeze", "Tile", "TopK", "Unsqueeze");

    private static final Set<String> TRUTHS = Set.of(
            "And", "Equal", "Greater", "GreaterOrEqual", "IsInf", "IsNaN", "Less", "LessOrEqual", "Not", "Or", "Xor");

    private static final Set<String> COUNTS = Set.of("ArgMax", "ArgMin", "NonZero", "Shape", "Size");

    private static final Set<String> UNTRACKED =
            Set.of("Bernoulli", "CastLike", "DequantizeLinear", "EyeLike", "QuantizeLinear", "RandomNormalLike");

    private final Map<String, ElementType> types = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private TypeCheck() {}

    static void check(Graph graph, String where) {
        TypeCheck check = new TypeCheck();
        graph.inputs().forEach(i -> check.types.put(i.name(), i.type()));
        graph.constants().forEach((name, tensor) -> check.types.put(name, tensor.type()));
        graph.nodes().forEach(check::visit);
        if (!check.problems.isEmpty()) {
            throw new InvalidInputException(
                    where + " has element types that do not fit; export it again:", check.problems);
        }
    }

    private void visit(Node node) {
        Map<String, ElementType> named = new LinkedHashMap<>();
        for (String input : node.inputs()) {
            // An input left out, or of an operator whose output type is not tracked, is not judged.
            ElementType type = types.get(input);
            if (type != null) {
                named.put(input, type);
            }
        }
        List<ElementType> inputs = List.copyOf(named.values());
        if (ONE_TYPE.contains(node.op()) && inputs.stream().distinct().count() > 1) {
            problems.add(node + " reads " + named + ", expected one type");
        } else if (FLOATING.contains(node.op())
                && !inputs.isEmpty()
                && !inputs.get(0).isFloating()) {
            problems.add(node + " reads " + named + ", expected floating-point numbers");
        }
        if (SIZED.contains(node.op())) {
            sizes(node);
        }
        output(node, inputs);
    }

    private void sizes(Node node) {
        for (int i = 1; i < node.inputs().size(); i++) {
            ElementType type = types.get(node.input(i));
            if (type != null && type != ElementType.INT64 && type != ElementType.INT32) {
                problems.add(node + " reads " + type + " from '" + node.input(i)
                        + "', expected INT64 sizes, axes or indices");
            }
        }
    }

    private void output(Node node, List<ElementType> inputs) {
        // What operators give that are not carried is not known, nor what follows from it; reading shapes refuses them
        // by name.
        boolean known = node.inputs().stream().allMatch(input -> input.isEmpty() || types.containsKey(input));
        if (known && !UNTRACKED.contains(node.op()) && ShapeRules.of(node).isPresent()) {
            ElementType type;
            try {
                type = outputType(node, inputs);
            } catch (IllegalArgumentException e) {
                problems.add(node + ": " + e.getMessage());
                return;
            }
            node.outputs().stream().limit(node.is("Split") ? Long.MAX_VALUE : 1).forEach(o -> types.put(o, type));
        }
    }

    private static ElementType outputType(Node node, List<ElementType> inputs) {
        if (TRUTHS.contains(node.op())) {
            return ElementType.BOOL;
        }
        if (COUNTS.contains(node.op())) {
            return ElementType.INT64;
        }
        if (node.is("Where") && inputs.size() > 1) {
            return inputs.get(1);
        }
        if (node.is("Cast") && node.attributes().asMap().get("to") instanceof AttributeValue.Int to) {
            return ElementType.ofCode((int) to.value());
        }
        return node.is("ConstantOfShape")
                ? node.attributes().tensor("value").map(Tensor::type).orElse(ElementType.FLOAT)
                : inputs.isEmpty() ? ElementType.FLOAT : inputs.get(0);
    }
}
