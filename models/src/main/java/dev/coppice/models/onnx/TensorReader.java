package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reader that turns tensor messages into tensors. An inconsistent message throws {@link IllegalArgumentException}. */
final class TensorReader {
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
            return Tensor.of(type, shape, ExternalData.of(proto, model).read(bytes));
        }
        if (!proto.getRawData().isEmpty()) {
            int actual = proto.getRawData().size();
            if (actual != bytes) {
                throw new IllegalArgumentException(
                        type + " " + shape + " takes " + bytes + " bytes, the file holds " + actual);
            }
            return Tensor.of(type, shape, proto.getRawData().asReadOnlyByteBuffer());
        }
        return Tensor.of(type, shape, typed(proto, type, shape));
    }

    private static Shape shape(TensorProto proto) {
        int[] sizes = new int[proto.getDimsCount()];
        for (int i = 0; i < sizes.length; i++) {
            long size = proto.getDims(i);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "its dimensions are " + proto.getDimsList() + ", expected sizes from 0 to 2147483647");
            }
            sizes[i] = (int) size;
        }
        return Shape.of(sizes);
    }

    private static long bytes(Shape shape, ElementType type) {
        try {
            long bytes = Math.multiplyExact(shape.elements(), (long) type.bytes());
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
            case INT16, UINT16, FLOAT16 -> out.putShort(value.shortValue());
            case INT8, UINT8, BOOL -> out.put(value.byteValue());
        }
    }
}
