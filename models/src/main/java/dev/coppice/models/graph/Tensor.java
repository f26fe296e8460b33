package dev.coppice.models.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Constant data of a graph: a type, a shape and a read-only little-endian buffer in C order. Immutable; no native
 * library is involved.
 */
public final class Tensor {
    private final ElementType type;
    private final Shape shape;
    private final ByteBuffer data;

    private Tensor(ElementType type, Shape shape, ByteBuffer data) {
        long expected = Math.multiplyExact(shape.elements(), (long) type.bytes());
        if (data.remaining() != expected) {
            throw new IllegalArgumentException(
                    "a " + type + " tensor " + shape + " takes " + expected + " bytes, not " + data.remaining());
        }
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /** Takes the remaining bytes of a little-endian buffer without a copy; nobody may write to it afterwards. */
    public static Tensor of(ElementType type, Shape shape, ByteBuffer bytes) {
        return new Tensor(type, shape, bytes.asReadOnlyBuffer().slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** A FLOAT tensor with a copy of these values. */
    public static Tensor floats(Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return of(ElementType.FLOAT, shape, bytes);
    }

    /** A FLOAT16 tensor with these values, each rounded to the nearest. */
    public static Tensor halves(Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Short.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(floatToHalf(value));
        }
        return of(ElementType.FLOAT16, shape, bytes.flip());
    }

    /** A tensor of a floating-point type with these values, each rounded to the nearest. */
    public static Tensor reals(ElementType type, Shape shape, float... values) {
        return switch (type) {
            case FLOAT16 -> halves(shape, values);
            case BFLOAT16 -> brains(shape, values);
            default -> floats(shape, values);
        };
    }

    private static Tensor brains(Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Short.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            int bits = Float.floatToIntBits(value);
            // ties go to even; NaN has set its highest bit and stays NaN
            bytes.putShort((short) (Float.isNaN(value) ? bits >>> 16 : (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16));
        }
        return of(ElementType.BFLOAT16, shape, bytes.flip());
    }

    /** An INT64 tensor with a copy of these values. */
    public static Tensor longs(Shape shape, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return of(ElementType.INT64, shape, bytes);
    }

    /** An INT64 vector, as shapes, axes and pads are given to ONNX operators. */
    public static Tensor vector(long... values) {
        return longs(Shape.of(values.length), values);
    }

    /** A FLOAT scalar. */
    public static Tensor scalar(float value) {
        return floats(Shape.SCALAR, value);
    }

    public ElementType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /** A fresh read-only little-endian view of the bytes, in C order. */
    public ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of the elements as floats; floating-point types only. */
    public float[] toFloats() {
        return toFloats(0, Math.toIntExact(shape.elements()));
    }

    /** A copy of some neighbouring elements as floats, in C order; floating-point types only. */
    public float[] toFloats(int from, int count) {
        float[] out = new float[count];
        switch (type) {
            case FLOAT ->
                bytes().position(from * Float.BYTES)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(out);
            case DOUBLE -> fill(out, at -> (float) data.getDouble((from + at) * Double.BYTES));
            case FLOAT16 -> fill(out, at -> halfToFloat(data.getShort((from + at) * Short.BYTES)));
            case BFLOAT16 -> fill(out, at -> Float.intBitsToFloat(data.getShort((from + at) * Short.BYTES) << 16));
            default -> throw new IllegalStateException("a " + type + " tensor has no floating-point values");
        }
        return out;
    }

    /** A copy of the elements as longs; integer types and BOOL only. */
    public long[] toLongs() {
        long[] out = new long[Math.toIntExact(shape.elements())];
        for (int i = 0; i < out.length; i++) {
            int at = i * type.bytes();
            out[i] = switch (type) {
                case INT64, UINT64 -> data.getLong(at);
                case INT32 -> data.getInt(at);
                case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
                case INT16 -> data.getShort(at);
                case UINT16 -> Short.toUnsignedLong(data.getShort(at));
                case INT8, INT4 -> data.get(at);
                case UINT8, UINT4, BOOL -> Byte.toUnsignedLong(data.get(at));
                default -> throw new IllegalStateException("a " + type + " tensor has no integer values");
            };
        }
        return out;
    }

    /** A copy of the elements of any type as doubles, exact but for 64-bit integers beyond 2⁵³. */
    public double[] toDoubles() {
        double[] out = new double[Math.toIntExact(shape.elements())];
        if (type == ElementType.DOUBLE) {
            bytes().asDoubleBuffer().get(out);
        } else if (type.isFloating()) {
            float[] values = toFloats();
            Arrays.setAll(out, i -> values[i]);
        } else {
            long[] values = toLongs();
            Arrays.setAll(out, i -> values[i]);
        }
        return out;
    }

    /** The slices at these indices of one axis, in the order given. */
    public Tensor select(int axis, int... indices) {
        int outer = shape.product(0, axis);
        int inner = shape.product(axis + 1, shape.rank()) * type.bytes();
        int size = shape.size(axis);
        for (int index : indices) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException("index " + index + " on axis " + axis + " of " + shape);
            }
        }
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(Math.multiplyExact(outer, indices.length), inner));
        int[] ends = runEnds(indices);
        int at = 0;
        for (int o = 0; o < outer; o++) {
            int begin = 0;
            for (int end : ends) {
                int bytes = (end - begin) * inner;
                out.put(at, data, (o * size + indices[begin]) * inner, bytes);
                at += bytes;
                begin = end;
            }
        }
        return of(type, shape.with(axis, indices.length), out);
    }

    /** The ends of runs of neighbouring indices; each run is copied at once. */
    private static int[] runEnds(int... indices) {
        return IntStream.rangeClosed(1, indices.length)
                .filter(i -> i == indices.length || indices[i] != indices[i - 1] + 1)
                .toArray();
    }

    /** The same elements under another shape of the same size. */
    public Tensor reshape(Shape to) {
        return new Tensor(type, to, data);
    }

    /** Whether type, shape and bits are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && type == t.type && shape.equals(t.shape) && data.equals(t.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + shape.hashCode()) + data.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }

    private interface FloatAt {
        float read(int index);
    }

    private static void fill(float[] out, FloatAt source) {
        for (int i = 0; i < out.length; i++) {
            out[i] = source.read(i);
        }
    }

    /** Converts IEEE 754 binary16 to binary32 (Java 17 has no {@code Float.float16ToFloat}). */
    public static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            return (sign == 0 ? 1f : -1f) * mantissa * 0x1p-24f;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
    }

    /** Converts IEEE 754 binary32 to the nearest binary16, ties to even. */
    private static short floatToHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int size = bits & 0x7fff_ffff;
        if (size > 0x7f80_0000) {
            return (short) (sign | 0x7e00);
        }
        if (size >= 0x477f_f000) {
            return (short) (sign | 0x7c00);
        }
        if (size < 0x3880_0000) {
            return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24f));
        }
        return (short) (sign | (size + 0xfff + (size >>> 13 & 1) - 0x3800_0000) >>> 13);
    }
}
