package dev.coppice.models.onnx;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;

/** Elements of four bits: in a file two in a byte, the first in its lower half; in memory a byte each. */
public final class FourBits {
    private static final int BITS = 4;
    private static final int LOW = 0xf;

    private FourBits() {}

    /** The elements, a byte each. */
    static ByteBuffer apart(ElementType type, Shape shape, ByteBuffer packed) {
        int count = Math.toIntExact(shape.elements());
        ByteBuffer out = ByteBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            int bits = (packed.get(packed.position() + i / 2) >>> (i % 2 * BITS)) & LOW;
            out.put((byte) (type == ElementType.INT4 && bits > LOW / 2 ? bits - LOW - 1 : bits));
        }
        return out.flip();
    }

    /** The bytes of a file that hold a tensor's elements. */
    public static ByteBuffer together(Tensor tensor) {
        ByteBuffer apart = tensor.bytes();
        ByteBuffer out = ByteBuffer.allocate((apart.remaining() + 1) / 2);
        for (int i = 0; apart.hasRemaining(); i++) {
            out.put(i / 2, (byte) (out.get(i / 2) | ((apart.get() & LOW) << (i % 2 * BITS))));
        }
        return out;
    }
}
