package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.keras.layer.LayerException;
import dev.coppice.models.keras.layer.Layers;
import dev.coppice.models.keras.layer.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * What a layer is called with.
 *
 * @param operands in order; lists of tensors are flattened
 * @param named values by name
 */
record Arguments(List<Operand> operands, ObjectNode named) {
    static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** Names under which layers and operations take their tensors, in the order in which they take them. */
    private static final List<String> TENSORS =
            List.of("inputs", "input", "x", "x1", "x2", "xs", "query", "value", "key");

    /** Where a list has its values by name. */
    private static final int NAMES = 3;

    private static final String SECOND = "y";

    Arguments {
        operands = List.copyOf(operands);
    }

    /** The arguments of a call, in either form. */
    static Arguments of(JsonNode node, Function<Reference, String> tensors) {
        List<Operand> operands = new ArrayList<>();
        if (node.isArray()) {
            List<JsonNode> inputs = inputs(node);
            inputs.forEach(each -> operands.add(
                    Reference.isConstant(each)
                            ? Operand.of(each.get(2))
                            : Operand.of(tensors.apply(Reference.listed(each)))));
            return new Arguments(operands, listedNames(inputs, tensors, operands));
        }
        node.path("args").forEach(each -> add(each, tensors, operands));
        TENSORS.stream()
                .filter(node.path("kwargs")::has)
                .forEach(name -> add(node.path("kwargs").path(name), tensors, operands));
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> each : node.path("kwargs").properties()) {
            if (TENSORS.contains(each.getKey())) {
                continue;
            }
            if (Reference.holdsTensor(each.getValue())) {
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
            for (JsonNode each : inputs(node)) {
                if (!Reference.isConstant(each)) {
                    all.add(Reference.listed(each));
                }
                JsonNode second = each.path(NAMES).path(SECOND);
                if (Reference.isListed(second)) {
                    all.add(Reference.listed(second));
                }
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

    /** The inputs of a call that stands as a list. */
    private static List<JsonNode> inputs(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (Reference.isListed(node) || Reference.isConstant(node)) {
            all.add(node);
        } else {
            node.forEach(all::add);
        }
        return all;
    }

    /** The values by name of a call that stands as a list; an operation's second operand is one of them. */
    private static ObjectNode listedNames(
            List<JsonNode> inputs, Function<Reference, String> tensors, List<Operand> operands) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (JsonNode input : inputs) {
            for (Map.Entry<String, JsonNode> each : input.path(NAMES).properties()) {
                JsonNode value = each.getValue();
                if (each.getKey().equals(SECOND)) {
                    operands.add(
                            Reference.isListed(value)
                                    ? Operand.of(tensors.apply(Reference.listed(value)))
                                    : Operand.of(value));
                } else if (!value.isNull() && !each.getKey().equals("name")) {
                    named.set(each.getKey(), value);
                }
            }
        }
        return named;
    }

    /**
     * Checks that a layer is called for inference, with tensors alone. Keras 3 does not heed what a call says of training once
     * it stands in a model.
     *
     * @throws LayerException if an argument changes what it computes
     */
    void requireInference(String type, String layer, int keras) {
        boolean trains =
                keras < 3 && (LayerCheck.isModel(type) || Layers.isForTraining(type) || type.contains("BatchNorm"));
        for (Map.Entry<String, JsonNode> each : named.properties()) {
            boolean training = each.getKey().equals("training");
            if (training ? trains && each.getValue().asBoolean(true) : isSet(each.getValue())) {
                throw new LayerException("layer '" + layer + "' is called with " + each.getKey() + " = "
                        + each.getValue() + ", which Coppice does not read; export the model to ONNX");
            }
        }
        if (operands.stream()
                .anyMatch(each -> each.tensor().isEmpty() && !each.value().isNull())) {
            throw new LayerException(
                    "layer '" + layer + "' is called with more than tensors, which Coppice does not read");
        }
    }

    /** Whether an argument says anything; a model with several inputs may be called with a list of no masks. */
    private static boolean isSet(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).anyMatch(Arguments::isSet);
        }
        return !value.isNull() && (!value.isBoolean() || value.asBoolean());
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
