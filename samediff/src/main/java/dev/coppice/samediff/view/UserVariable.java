package dev.coppice.samediff.view;

import dev.coppice.models.graph.ElementType;
import java.util.List;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A variable of a SameDiff graph.
 *
 * @param kind placeholder, trainable variable, constant, or result of an operator
 * @param shape declared sizes of a placeholder, −1 where open; empty if it declares none, and for other variables
 */
public record UserVariable(String name, VariableType kind, DataType type, List<Long> shape) {
    public UserVariable {
        shape = List.copyOf(shape);
    }

    /** The type that its numbers are carried in: truth values, integers of 64 bits or floats. */
    public ElementType carried() {
        return FlatArrays.carried(type);
    }

    public boolean isPlaceholder() {
        return kind == VariableType.PLACEHOLDER;
    }

    /** Whether the graph holds its value. */
    public boolean isStored() {
        return kind == VariableType.VARIABLE || kind == VariableType.CONSTANT;
    }
}
