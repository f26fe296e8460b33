package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.keras.layer.LayerException;
import dev.coppice.models.keras.layer.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a layer is called with.
 *
 * @param operands in order; lists of tensors are flattened
 * @param named values by name
 */
record Arguments(List<Operand> operands, ObjectNode named) {
    static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** Names under which layers and operations take their tensors. */
    private static final Set<String> TENSORS =
            Set.of("inputs", "input", "x", "x1", "x2", "xs", "query", "value", "key");

    Arguments {
        operands = List.copyOf(operands);
    }

    /** The arguments of a call, in either form. */
    static Arguments of(JsonNode node, Function<Reference, String> tensors) {
        List<Operand> operands = new ArrayList<>();
        if (node.isArray()) {
            references(node).forEach(r -> operands.add(Operand.of(tensors.apply(r))));
            return new Arguments(operands, NOTHING);
        }
        node.path("args").forEach(each -> add(each, tensors, operands));
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> each : node.path("kwargs").properties()) {
            if (TENSORS.contains(each.getKey())) {
                add(each.getValue(), tensors, operands);
            } else if (Reference.holdsTensor(each.getValue())) {
                throw new LayerException("a layer is called with the tensor '" + each.getKey()
                        + "', which Coppice does not read; export the model to ONNX");
            } else if (!each.getValue().isNull()) {
                named.set(each.getKey(), each.getValue());
            }
        }
        return new Arguments(operands, named);
    }

    /** All tensors of a call. */
    static List<Reference> references(JsonNode node) {
        List<Reference> all = new ArrayList<>();
        if (node.isArray()) {
            if (Reference.isListed(node)) {
                all.add(Reference.listed(node));
            } else {
                node.forEach(each -> all.add(Reference.listed(each)));
            }
        } else {
            collect(node.path("args"), all);
            collect(node.path("kwargs"), all);
        }
        return all;
    }

    List<String> tensors() {
        return operands.stream().map(Operand::tensor).filter(t -> !t.isEmpty()).toList();
    }

    private static void collect(JsonNode value, List<Reference> all) {
        if (Reference.isTensor(value)) {
            all.add(Reference.of(value));
        } else {
            value.forEach(each -> collect(each, all));
        }
    }

    private static void add(JsonNode value, Function<Reference, String> tensors, List<Operand> operands) {
        if (Reference.isTensor(value)) {
            operands.add(Operand.of(tensors.apply(Reference.of(value))));
        } else if (Reference.holdsTensor(value)) {
            value.forEach(each -> add(each, tensors, operands));
        } else {
            operands.add(Operand.of(value));
        }
    }
}
