package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a layer or operation is called with at one position.
 *
 * @param tensor the name of a tensor; empty for a plain value
 * @param value a plain value: a number, a text, nothing
 */
public record Operand(String tensor, JsonNode value) {
    public static Operand of(String tensor) {
        return new Operand(tensor, MissingNode.getInstance());
    }

    public static Operand of(JsonNode value) {
        return new Operand("", value);
    }

    boolean isTensor() {
        return !tensor.isEmpty();
    }
}
