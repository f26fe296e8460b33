package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reader that turns tensor messages into tensors. An inconsistent message throws {@link IllegalArgumentException}. */
final class TensorReader {
    /** The largest number of elements of a sparse tensor, whose file may be much smaller. */
    private static final long LARGEST_SPARSE = 1L << 26;

    private final Optional<Path> model;

    TensorReader(Optional<Path> model) {
        this.model = model;
    }

    /** The tensor of a message. */
    Tensor read(TensorProto proto) {
        ElementType type = ElementType.ofCode(proto.getDataType());
        Shape shape = shape(proto);
        if (proto.hasSegment()) {
            throw new IllegalArgumentException("it is stored in segments, which is not supported");
        }
        long bytes = bytes(shape, type);
        if (proto.getDataLocation() == DataLocation.EXTERNAL) {
            ExternalData data = ExternalData.of(proto, model);
            if (FileOutline.isInside(proto)) {
                check(type, shape, bytes, data.length());
            }
            return stored(type, shape, data.read(bytes));
        }
        if (!proto.getRawData().isEmpty()) {
            check(type, shape, bytes, proto.getRawData().size());
            return stored(type, shape, proto.getRawData().asReadOnlyByteBuffer());
        }
        return type.isPacked()
                ? stored(type, shape, packed(proto, bytes))
                : Tensor.of(type, shape, typed(proto, type, shape));
    }

    /** A tensor of bytes as a file holds them. */
    private static Tensor stored(ElementType type, Shape shape, ByteBuffer bytes) {
        return Tensor.of(type, shape, type.isPacked() ? FourBits.apart(type, shape, bytes) : bytes);
    }

    /** The bytes of packed elements in a list of numbers, one a byte. */
    private static ByteBuffer packed(TensorProto proto, long bytes) {
        List<Integer> values = proto.getInt32DataList();
        if (values.size() != bytes) {
            throw new IllegalArgumentException("it takes " + bytes + " bytes, the file holds " + values.size());
        }
        ByteBuffer out = ByteBuffer.allocate(values.size());
        values.forEach(value -> out.put(value.byteValue()));
        return out.flip();
    }

    private static void check(ElementType type, Shape shape, long bytes, long actual) {
        if (actual != bytes) {
            throw new IllegalArgumentException(
                    type + " " + shape + " takes " + bytes + " bytes, the file holds " + actual);
        }
    }

    /** The tensor of a sparse message, with zeros written out. */
    Tensor read(SparseTensorProto proto) {
        Tensor values = read(proto.getValues());
        Shape shape = shape(proto.getDimsList());
        int width = values.type().bytes();
        long[] indices = read(proto.getIndices()).toLongs();
        int count = Math.toIntExact(values.shape().elements());
        int rank = count == 0 ? 1 : indices.length / count;
        if (indices.length != count * rank || (count > 0 && rank != 1 && rank != shape.rank())) {
            throw new IllegalArgumentException(
                    "it has " + indices.length + " indices for " + count + " values of " + shape);
        }
        if (shape.elements() > LARGEST_SPARSE) {
            throw new IllegalArgumentException(
                    "its shape " + shape + " takes more than " + LARGEST_SPARSE + " elements with zeros written out");
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes(shape, values.type())))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long at = position(shape, Arrays.copyOfRange(indices, i * rank, (i + 1) * rank));
            out.put((int) at * width, values.bytes(), i * width, width);
        }
        return Tensor.of(values.type(), shape, out);
    }

    /** The position of an element in C order, from its index along each axis, or from the position itself. */
    private static long position(Shape shape, long... index) {
        long at = 0;
        for (int axis = 0; axis < index.length; axis++) {
            at = at * (index.length == 1 ? 1 : shape.size(axis)) + index[axis];
        }
        if (at < 0 || at >= shape.elements()) {
            throw new IllegalArgumentException("it has a value at " + at + ", outside " + shape);
        }
        return at;
    }

    private static Shape shape(TensorProto proto) {
        return shape(proto.getDimsList());
    }

    private static Shape shape(List<Long> dims) {
        int[] sizes = new int[dims.size()];
        for (int i = 0; i < sizes.length; i++) {
            long size = dims.get(i);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "its dimensions are " + dims + ", expected sizes from 0 to 2147483647");
            }
            sizes[i] = (int) size;
        }
        return Shape.of(sizes);
    }

    private static long bytes(Shape shape, ElementType type) {
        try {
            long elements = shape.elements();
            long bytes = type.isPacked() ? (elements + 1) / 2 : Math.multiplyExact(elements, (long) type.bytes());
            if (bytes <= Integer.MAX_VALUE - 64) {
                return bytes;
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("its shape " + shape + " has more elements than can be counted", e);
        }
        throw new IllegalArgumentException("its shape " + shape + " takes more than 2 GiB");
    }

    /** Small tensors may be stored as lists of numbers instead of bytes. */
    private static ByteBuffer typed(TensorProto proto, ElementType type, Shape shape) {
        List<? extends Number> values =
                switch (type) {
                    case FLOAT -> proto.getFloatDataList();
                    case DOUBLE -> proto.getDoubleDataList();
                    case INT64 -> proto.getInt64DataList();
                    case UINT32, UINT64 -> proto.getUint64DataList();
                    default -> proto.getInt32DataList();
                };
        if (values.size() != shape.elements()) {
            throw new IllegalArgumentException(
                    type + " " + shape + " has " + shape.elements() + " elements, the file holds " + values.size());
        }
        ByteBuffer out = ByteBuffer.allocate(values.size() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> put(out, type, value));
        return out.flip();
    }

    private static void put(ByteBuffer out, ElementType type, Number value) {
        switch (type) {
            case FLOAT -> out.putFloat(value.floatValue());
            case DOUBLE -> out.putDouble(value.doubleValue());
            case INT64, UINT64 -> out.putLong(value.longValue());
            case INT32, UINT32 -> out.putInt(value.intValue());
            case INT16, UINT16, FLOAT16, BFLOAT16 -> out.putShort(value.shortValue());
            case INT8, UINT8, BOOL, INT4, UINT4 -> out.put(value.byteValue());
        }
    }
}
