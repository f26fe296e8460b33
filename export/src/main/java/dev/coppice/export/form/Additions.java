package dev.coppice.export.form;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What revisions from 14 to 18 added to operators: attributes, which an older opset implies at one value and lacks at others,
 * and element types. What was added for every type that Coppice carries needs no row.
 */
final class Additions {
    /**
     * An added attribute.
     *
     * @param since opset that it came with
     * @param name its name
     * @param implied whether an older opset implies the value that a node gives; the node need not give any
     * @param operators operators that have it
     */
    private record Added(int since, String name, Predicate<Node> implied, Set<String> operators) {}

    private static final Set<String> SCATTERS = Set.of("ScatterElements", "ScatterND");
    private static final Set<String> ARITHMETIC = Set.of("Add", "Sub", "Mul", "Div");

    private static final List<Added> ATTRIBUTES = List.of(
            integer(14, "training_mode", 0, "BatchNormalization"),
            integer(14, "layout", 0, "GRU", "LSTM", "RNN"),
            integer(18, "ceil_mode", 0, "LpPool"),
            new Added(18, "dilations", Additions::isDense, Set.of("LpPool")),
            integer(18, "antialias", 0, "Resize"),
            text(18, "keep_aspect_ratio_policy", "stretch", "stretch", "Resize"),
            text(16, "coordinate_transformation_mode", "half_pixel", "output_half_pixel", "RoiAlign"),
            new Added(18, "reduction", node -> !Set.of("min", "max").contains(reduction(node)), SCATTERS),
            new Added(16, "reduction", node -> reduction(node).equals("none"), SCATTERS));

    private Additions() {}

    private static Added integer(int since, String name, int implied, String... operators) {
        return new Added(since, name, node -> node.attributes().integer(name, implied) == implied, Set.of(operators));
    }

    private static Added text(int since, String name, String usual, String implied, String... operators) {
        return new Added(
                since, name, node -> node.attributes().text(name, usual).equals(implied), Set.of(operators));
    }

    private static boolean isDense(Node node) {
        for (int dilation : node.attributes().integers("dilations")) {
            if (dilation != 1) {
                return false;
            }
        }
        return true;
    }

    private static String reduction(Node node) {
        return node.attributes().text("reduction", "none");
    }

    /**
     * The node without attributes that the target's opset implies.
     *
     * @throws NewerOpsetException if it has one that the opset lacks, or element types that it does not take
     */
    static Node without(Node node, OpsetTarget target) {
        Node plain = node;
        for (Added added : ATTRIBUTES) {
            if (added.since() > target.opset() && added.operators().contains(node.op())) {
                if (!added.implied().test(node)) {
                    throw new NewerOpsetException(added.since(), "has " + added.name() + value(node, added.name()));
                }
                if (ATTRIBUTES.stream().noneMatch(other -> isOlder(other, added, target))) {
                    plain = plain.withAttributes(plain.attributes().without(added.name()));
                }
            }
        }
        requireTypes(node, target);
        return plain;
    }

    /** Whether the opset knows the attribute already, with fewer values. */
    private static boolean isOlder(Added other, Added added, OpsetTarget target) {
        return other.name().equals(added.name())
                && other.operators().equals(added.operators())
                && other.since() <= target.opset();
    }

    private static String value(Node node, String name) {
        AttributeValue value = node.attributes().asMap().get(name);
        if (value instanceof AttributeValue.Text text) {
            return " " + text.value();
        }
        return value instanceof AttributeValue.Int number ? " " + number.value() : "";
    }

    private static void requireTypes(Node node, OpsetTarget target) {
        target.type(node.input(0))
                .filter(type -> target.opset() < 14 && isNew(node, type))
                .ifPresent(type -> {
                    throw new NewerOpsetException(14, "reads " + type);
                });
        boolean mixed = node.is("BatchNormalization")
                && node.inputs().stream()
                                .map(target::type)
                                .flatMap(Optional::stream)
                                .distinct()
                                .count()
                        > 1;
        if (mixed && target.opset() < 15) {
            throw new NewerOpsetException(15, "reads numbers of several types");
        }
    }

    /** Whether the type came with opset 14. */
    private static boolean isNew(Node node, ElementType type) {
        return switch (type) {
            case INT8, INT16 -> ARITHMETIC.contains(node.op()) || node.is("Relu");
            case UINT8, UINT16 -> ARITHMETIC.contains(node.op());
            case INT32, INT64 -> node.is("Relu");
            case FLOAT16 -> node.is("CumSum");
            default -> false;
        };
    }
}
