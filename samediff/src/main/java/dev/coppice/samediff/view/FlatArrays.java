package dev.coppice.samediff.view;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.nd4j.graph.DType;
import org.nd4j.graph.FlatArray;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reading of stored arrays. An array's shape information is its rank, the sizes, the strides and three numbers more; its
 * elements stand in any order that the strides say.
 */
final class FlatArrays {
    private static final int MOST_AXES = 32;

    private FlatArrays() {}

    /** The type that numbers of this type are carried in. */
    static ElementType carried(DataType type) {
        return type.isFPType() ? ElementType.FLOAT : type == DataType.BOOL ? ElementType.BOOL : ElementType.INT64;
    }

    /** An array without elements; SameDiff's may have no axis either. */
    static Tensor empty(DataType type, Shape shape) {
        return Tensor.of(carried(type), shape.elements() == 0 ? shape : Shape.of(0), ByteBuffer.allocate(0));
    }

    /** SameDiff's type by its number in a file; empty if there is none. */
    static Optional<DataType> type(byte number) {
        return switch (number) {
            case DType.FLOAT -> Optional.of(DataType.FLOAT);
            case DType.DOUBLE -> Optional.of(DataType.DOUBLE);
            case DType.HALF -> Optional.of(DataType.FLOAT16);
            case DType.BFLOAT16 -> Optional.of(DataType.BFLOAT16);
            case DType.BOOL -> Optional.of(DataType.BOOL);
            case DType.UTF8 -> Optional.of(DataType.UTF8);
            default -> integer(number);
        };
    }

    private static Optional<DataType> integer(byte number) {
        return switch (number) {
            case DType.INT8 -> Optional.of(DataType.INT8);
            case DType.INT16 -> Optional.of(DataType.INT16);
            case DType.INT32 -> Optional.of(DataType.INT32);
            case DType.INT64 -> Optional.of(DataType.INT64);
            case DType.UINT8 -> Optional.of(DataType.UINT8);
            case DType.UINT16 -> Optional.of(DataType.UINT16);
            case DType.UINT32 -> Optional.of(DataType.UINT32);
            case DType.UINT64 -> Optional.of(DataType.UINT64);
            default -> Optional.empty();
        };
    }

    /**
     * The values of an array: floats, integers or truth values.
     *
     * @throws IllegalArgumentException if its parts contradict each other, or it holds texts
     */
    static Tensor read(FlatArray array, FlatBudget budget) {
        DataType type =
                type(array.dtype()).orElseThrow(() -> new IllegalArgumentException("an array has no known type"));
        int[] sizes = sizes(array);
        int bytes = budget.count(array.bufferLength(), 1);
        Shape shape = Shape.of(sizes);
        if (bytes == 0) {
            return empty(type, shape);
        }
        if (type == DataType.UTF8) {
            throw new IllegalArgumentException("an array holds texts");
        }
        int[] from = elements(array, shape, bytes / type.width());
        ByteBuffer data = array.bufferAsByteBuffer()
                .slice()
                .order(
                        array.byteOrder() == org.nd4j.graph.ByteOrder.LE
                                ? ByteOrder.LITTLE_ENDIAN
                                : ByteOrder.BIG_ENDIAN);
        return values(type, shape, data, from);
    }

    private static int[] sizes(FlatArray array) {
        int length = array.shapeLength();
        long rank = length == 0 ? -1 : array.shape(0);
        if (rank < 0 || rank > MOST_AXES || length < 2 * rank + 4) {
            throw new IllegalArgumentException("an array has no readable shape");
        }
        int[] sizes = new int[(int) rank];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.toIntExact(array.shape(1 + i));
        }
        return sizes;
    }

    /** The position in the buffer of every element in C order. */
    private static int[] elements(FlatArray array, Shape shape, int held) {
        if (shape.elements() > held) {
            throw new IllegalArgumentException("an array of shape " + shape + " holds " + held + " elements");
        }
        int rank = shape.rank();
        int[] from = new int[(int) shape.elements()];
        for (int axis = rank - 1, block = 1; axis >= 0 && from.length > 0; axis--) {
            long stride = array.shape(1 + rank + axis);
            int size = shape.size(axis);
            if (size > 1 && (stride < 0 || stride * (size - 1) >= held || stride > held)) {
                throw new IllegalArgumentException("an array has a stride of " + stride);
            }
            for (int at = 1; at < size; at++) {
                for (int k = 0; k < block; k++) {
                    from[at * block + k] = Math.toIntExact(from[k] + at * stride);
                }
            }
            block *= size;
        }
        return from;
    }

    private static Tensor values(DataType type, Shape shape, ByteBuffer data, int... from) {
        ElementType carried = carried(type);
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(from.length, carried.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int width = type.width();
        for (int element : from) {
            int at = Math.multiplyExact(element, width);
            switch (carried) {
                case FLOAT -> out.putFloat(real(type, data, at));
                case BOOL -> out.put((byte) (data.get(at) == 0 ? 0 : 1));
                default -> out.putLong(whole(type, data, at));
            }
        }
        return Tensor.of(carried, shape, out.flip());
    }

    private static float real(DataType type, ByteBuffer data, int at) {
        return switch (type) {
            case DOUBLE -> (float) data.getDouble(at);
            case HALF -> half(data.getShort(at));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
            default -> data.getFloat(at);
        };
    }

    private static float half(short bits) {
        ByteBuffer two =
                ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).putShort(0, bits);
        return Tensor.of(ElementType.FLOAT16, Shape.SCALAR, two).toFloats()[0];
    }

    private static long whole(DataType type, ByteBuffer data, int at) {
        return switch (type) {
            case BYTE -> data.get(at);
            case UBYTE -> Byte.toUnsignedLong(data.get(at));
            case SHORT -> data.getShort(at);
            case UINT16 -> Short.toUnsignedLong(data.getShort(at));
            case INT -> data.getInt(at);
            case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
            default -> data.getLong(at);
        };
    }
}
