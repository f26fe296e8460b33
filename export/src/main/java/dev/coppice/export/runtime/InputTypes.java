package dev.coppice.export.runtime;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.value.ValueRules;
import java.util.Map;

/** Conversion of pictures, which are always made in single precision, to the type that a model's input declares. */
public final class InputTypes {
    private static final String X = "x";

    private InputTypes() {}

    /** A tensor in single precision as another type; any other tensor, and where there is no conversion, as it is. */
    static Tensor as(ElementType type, Tensor tensor) {
        if (tensor.type() != ElementType.FLOAT || type == ElementType.FLOAT) {
            return tensor;
        }
        return type == ElementType.FLOAT16 ? Tensor.halves(tensor.shape(), tensor.toFloats()) : cast(type, tensor);
    }

    /** A tensor in single precision with the numbers that remain of it in a type. */
    public static Tensor rounded(Tensor tensor, ElementType type) {
        Tensor held = as(type, tensor);
        return held.type().isFloating() ? Tensor.floats(held.shape(), held.toFloats()) : cast(ElementType.FLOAT, held);
    }

    private static Tensor cast(ElementType type, Tensor tensor) {
        Node cast = Node.of("Cast", X, Attributes.NONE.with("to", type.code()), X);
        return ValueRules.evaluate(cast, Map.of(X, tensor)).orElse(tensor);
    }
}
