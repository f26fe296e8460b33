package dev.coppice.models.shape.value;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/** Values of operators that make a tensor from parameters. */
final class Creation {
    private Creation() {}

    /** The value of a Constant in any form except text and sparse. */
    static Tensor constant(ValueContext c) {
        AttributeValue value = c.attributes().asMap().values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no value"));
        if (value instanceof AttributeValue.Data data) {
            return data.value();
        }
        if (value instanceof AttributeValue.Real real) {
            return Tensor.scalar(real.value());
        }
        if (value instanceof AttributeValue.Int integer) {
            return Tensor.longs(Shape.SCALAR, integer.value());
        }
        if (value instanceof AttributeValue.Ints ints) {
            return Tensor.vector(
                    ints.values().stream().mapToLong(Long::longValue).toArray());
        }
        if (value instanceof AttributeValue.Reals reals) {
            return Elements.reals(ElementType.FLOAT, Shape.of(reals.values().size()), i -> reals.values()
                    .get(i));
        }
        throw new IllegalArgumentException("its value is a text, which is not supported");
    }

    static Tensor constantOfShape(ValueContext c) {
        Tensor value = c.attributes().tensor("value").orElse(Tensor.floats(Shape.of(1), 0));
        return Elements.pick(value, Shape.of(c.integers(0)), i -> 0);
    }

    /** Ones along a diagonal, in a matrix of the input's size and, unless told otherwise, type. */
    static Tensor eyeLike(ValueContext c) {
        Tensor like = c.input(0);
        if (like.shape().rank() != 2) {
            throw new IllegalArgumentException("it is no matrix");
        }
        ElementType type =
                ElementType.ofCode(c.attributes().integer("dtype", like.type().code()));
        int columns = like.shape().size(1);
        int diagonal = c.attributes().integer("k", 0);
        return type.isFloating()
                ? Elements.reals(type, like.shape(), i -> i % columns - i / columns == diagonal ? 1 : 0)
                : Elements.integers(type, like.shape(), i -> i % columns - i / columns == diagonal ? 1 : 0);
    }

    static Tensor range(ValueContext c) {
        Tensor start = c.input(0);
        double[] bounds = {Arithmetic.reals(start)[0], Arithmetic.reals(c.input(1))[0], Arithmetic.reals(c.input(2))[0]
        };
        Shape shape = Shape.of((int) Math.max(0, Math.ceil((bounds[1] - bounds[0]) / bounds[2])));
        return start.type().isFloating()
                ? Elements.reals(start.type(), shape, i -> bounds[0] + i * bounds[2])
                : Elements.integers(start.type(), shape, i -> (long) (bounds[0] + i * bounds[2]));
    }
}
