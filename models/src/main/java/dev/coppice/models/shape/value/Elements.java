package dev.coppice.models.shape.value;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

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
        check(shape);
        return ByteBuffer.allocate(Math.multiplyExact((int) shape.elements(), type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Refuses shapes that no network needs, before anything is allocated. */
    static void check(Shape shape) {
        if (shape.elements() > LARGEST) {
            throw new IllegalArgumentException("a constant of shape " + shape + " is too large to compute");
        }
    }

    /** The source index of each output element in an operand that broadcasts to the output. */
    static Source broadcast(Shape operand, Shape output) {
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
        int[] sizes = new int[output.rank()];
        int[] steps = new int[output.rank()];
        int axes = 0;
        for (int axis = output.rank() - 1; axis >= 0; axis--) {
            boolean joins = axes > 0 && strides[axis] == steps[axes - 1] * sizes[axes - 1];
            if (joins) {
                sizes[axes - 1] *= output.size(axis);
            } else if (output.size(axis) != 1) {
                sizes[axes] = output.size(axis);
                steps[axes++] = strides[axis];
            }
        }
        return joined(Arrays.copyOf(sizes, axes), Arrays.copyOf(steps, axes));
    }

    /** The source for sizes and strides, the last axis first, neighbours with a common stride joined. */
    private static Source joined(int[] sizes, int... steps) {
        if (sizes.length == 0) {
            return element -> 0;
        }
        if (sizes.length == 1) {
            return element -> element * steps[0];
        }
        return element -> {
            int rest = element;
            int at = 0;
            for (int axis = 0; axis < sizes.length; axis++) {
                at += rest % sizes[axis] * steps[axis];
                rest /= sizes[axis];
            }
            return at;
        };
    }
}
