package dev.coppice.models.shape.value;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Maker of tensors from picked or computed elements. */
final class Elements {
    /** The largest number of elements of a value. No network needs more; a larger one is a mistake or an attack. */
    private static final int LARGEST = 1 << 26;

    private Elements() {}

    /** The source index of each output element. */
    @FunctionalInterface
    interface Source {
        int at(int element);
    }

    /** The integer value of each output element. */
    @FunctionalInterface
    interface LongValue {
        long at(int element);
    }

    /** The value of each output element. */
    @FunctionalInterface
    interface RealValue {
        double at(int element);
    }

    static Tensor pick(Tensor from, Shape shape, Source source) {
        int width = from.type().bytes();
        ByteBuffer in = from.bytes();
        ByteBuffer out = allocate(shape, from.type());
        for (int i = 0; out.hasRemaining(); i++) {
            out.put(in.slice(source.at(i) * width, width));
        }
        return Tensor.of(from.type(), shape, out.flip());
    }

    static Tensor integers(ElementType type, Shape shape, LongValue values) {
        ByteBuffer out = allocate(shape, type);
        for (int i = 0; out.hasRemaining(); i++) {
            long value = values.at(i);
            switch (type.bytes()) {
                case 8 -> out.putLong(value);
                case 4 -> out.putInt((int) value);
                case 2 -> out.putShort((short) value);
                default -> out.put((byte) value);
            }
        }
        return Tensor.of(type, shape, out.flip());
    }

    static Tensor reals(ElementType type, Shape shape, RealValue values) {
        ByteBuffer out = allocate(shape, type);
        for (int i = 0; out.hasRemaining(); i++) {
            if (type == ElementType.DOUBLE) {
                out.putDouble(values.at(i));
            } else if (type == ElementType.FLOAT) {
                out.putFloat((float) values.at(i));
            } else {
                throw new IllegalArgumentException("values of type " + type + " are not computed");
            }
        }
        return Tensor.of(type, shape, out.flip());
    }

    private static ByteBuffer allocate(Shape shape, ElementType type) {
        long elements = shape.elements();
        if (elements > LARGEST) {
            throw new IllegalArgumentException("a constant of shape " + shape + " is too large to compute");
        }
        return ByteBuffer.allocate((int) elements * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The source index of each output element in an operand that broadcasts to the output. */
    static Source broadcast(Shape operand, Shape output) {
        if (operand.equals(output)) {
            return i -> i;
        }
        int[] strides = new int[output.rank()];
        int stride = 1;
        for (int axis = operand.rank() - 1; axis >= 0; axis--) {
            strides[axis + output.rank() - operand.rank()] = operand.size(axis) == 1 ? 0 : stride;
            stride *= operand.size(axis);
        }
        return strided(output, strides);
    }

    /** The source index of each output element, for one stride per output axis. */
    static Source strided(Shape output, int... strides) {
        return element -> {
            int rest = element;
            int at = 0;
            for (int axis = output.rank() - 1; axis >= 0; axis--) {
                at += rest % output.size(axis) * strides[axis];
                rest /= output.size(axis);
            }
            return at;
        };
    }
}
