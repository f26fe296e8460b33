package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.operator.OperatorSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Check that element types fit the operators: one type for all operands of arithmetic, integers for sizes and axes. */
final class TypeCheck {
    private static final Set<ElementType> INTEGERS = Set.of(ElementType.INT64, ElementType.INT32);

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
        node.schema().ifPresent(row -> {
            inputs(node, row);
            outputs(node);
        });
    }

    /** Checks the types of a node's inputs; skips inputs that are left out or have an unknown type. */
    private void inputs(Node node, OperatorSchema row) {
        Map<OperandType, Set<ElementType>> given = new EnumMap<>(OperandType.class);
        for (int i = 0; i < node.inputs().size(); i++) {
            ElementType type = types.get(node.input(i));
            if (type != null) {
                given.computeIfAbsent(expected(row, i), t -> new HashSet<>()).add(type);
            }
        }
        boolean mixed = given.entrySet().stream()
                .anyMatch(e -> e.getKey().isVariable() && e.getValue().size() > 1);
        if (mixed) {
            problems.add(node + " reads " + named(node) + ", expected one type");
        } else if (!given.getOrDefault(OperandType.F, Set.of()).stream().allMatch(ElementType::isFloating)) {
            problems.add(node + " reads " + named(node) + ", expected floating-point numbers");
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            ElementType type = types.get(node.input(i));
            if (type != null && expected(row, i) == OperandType.I && !INTEGERS.contains(type)) {
                problems.add(node + " reads " + type + " from '" + node.input(i)
                        + "', expected INT64 sizes, axes or indices");
            }
        }
    }

    private static OperandType expected(OperatorSchema row, int input) {
        return row.input(input).map(Operand::type).orElse(OperandType.UNKNOWN);
    }

    private Map<String, ElementType> named(Node node) {
        Map<String, ElementType> named = new LinkedHashMap<>();
        node.inputs().forEach(input -> Optional.ofNullable(types.get(input)).ifPresent(type -> named.put(input, type)));
        return named;
    }

    private void outputs(Node node) {
        for (int i = 0; i < node.outputs().size(); i++) {
            try {
                String output = node.outputs().get(i);
                int source = NodeTypes.source(node, i);
                NodeTypes.own(node, i)
                        .or(() -> source < 0 ? Optional.empty() : Optional.ofNullable(types.get(node.input(source))))
                        .ifPresent(type -> types.put(output, type));
            } catch (IllegalArgumentException e) {
                problems.add(node + ": " + e.getMessage());
                return;
            }
        }
    }
}
