package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every value rule by operator. A new one is one file or method, and one line here. */
public final class ValueRules {
    private static final Map<String, ValueRule> RULES = rules();

    private ValueRules() {}

    /**
     * The value of a node's output, empty if an input has no known value, the operator no rule, or the rule no answer for
     * these inputs: the node then stays one that is computed at run time.
     *
     * @param known values by tensor name
     */
    public static Optional<Tensor> evaluate(Node node, Map<String, Tensor> known) {
        ValueRule rule = node.domain().isEmpty() ? RULES.get(node.op()) : null;
        if (rule == null || node.outputs().size() != 1) {
            return Optional.empty();
        }
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !known.containsKey(input)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(rule.evaluate(new ValueContext(node, known)));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Map<String, ValueRule> rules() {
        Map<String, ValueRule> rules = new TreeMap<>();
        rules.put("Cast", Cast::evaluate);
        rules.put("Concat", Movement::concat);
        rules.put("Constant", Creation::constant);
        rules.put("ConstantOfShape", Creation::constantOfShape);
        rules.put("Expand", Movement::expand);
        rules.put("Flatten", Movement::flatten);
        rules.put("Gather", Movement::gather);
        rules.put("Identity", c -> c.input(0));
        rules.put("Range", Creation::range);
        rules.put("Reshape", Movement::reshape);
        rules.put("Slice", Movement::slice);
        rules.put("Squeeze", Movement::squeeze);
        rules.put("Transpose", Movement::transpose);
        rules.put("Unsqueeze", Movement::unsqueeze);
        rules.put("Where", Arithmetic::where);
        List.of("Add", "Sub", "Mul", "Div", "Mod", "Pow", "Max", "Min")
                .forEach(op -> rules.put(op, Arithmetic.binary(op)));
        List.of("Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual")
                .forEach(op -> rules.put(op, Arithmetic.comparison(op)));
        List.of("Neg", "Abs", "Floor", "Ceil", "Round", "Sqrt", "Exp", "Log", "Reciprocal")
                .forEach(op -> rules.put(op, Arithmetic.unary(op)));
        List.of("ReduceProd", "ReduceSum", "ReduceMax", "ReduceMin").forEach(op -> rules.put(op, Reduction.of(op)));
        return rules;
    }
}
