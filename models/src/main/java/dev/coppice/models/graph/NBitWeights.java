package dev.coppice.models.graph;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The weights of MatMulNBits, an operator of ONNX Runtime's own that multiplies by numbers of few bits with a scale for each
 * block of inputs. The operator packs them by output; in a graph they are those of the MatMul that it stands for, inputs ×
 * outputs, behind a DequantizeLinear with scales of blocks.
 *
 * @param inputs number of inputs of each output
 * @param outputs number of outputs
 * @param bits bits of a number, 4 or 8
 * @param block number of neighbouring inputs with one scale
 */
public record NBitWeights(int inputs, int outputs, int bits, int block) {
    /** The operator. */
    public static final String OP = "MatMulNBits";

    /** The domain of the operator. */
    public static final String DOMAIN = "com.microsoft";

    /**
     * The operator's attribute for how exactly it computes. In a graph a MatMul has it that is written as this operator; to
     * all else it says nothing.
     */
    public static final String ACCURACY = "accuracy_level";

    private static final int BYTE = 8;

    public NBitWeights {
        boolean fits = inputs > 0 && outputs > 0 && (bits == 4 || bits == BYTE) && block > 1 && block % 2 == 0;
        if (!fits) {
            throw new IllegalArgumentException("it multiplies " + inputs + " inputs by weights of " + outputs
                    + " outputs, " + bits + " bits and blocks of " + block
                    + ", expected positive numbers, 4 or 8 bits and an even block");
        }
    }

    /** The type of the numbers in a graph. */
    public ElementType type() {
        return bits == BYTE ? ElementType.UINT8 : ElementType.UINT4;
    }

    /** The number of blocks of an output; the last may be shorter. */
    public int blocks() {
        return (inputs - 1) / block + 1;
    }

    /** The numbers, inputs × outputs, from those of the operator: outputs × blocks × bytes of a block. */
    public Tensor steps(Tensor packed) {
        return turned(unpacked(packed, Math.multiplyExact(blocks(), block), inputs));
    }

    /** The numbers as the operator has them. */
    public Tensor packed(Tensor steps) {
        Shape shape = Shape.of(outputs, blocks(), block * bits / BYTE);
        return packed(turned(steps), Math.multiplyExact(blocks(), block), shape);
    }

    /** The scales, blocks × outputs, from those of the operator: outputs × blocks. */
    public Tensor scales(Tensor rows) {
        Shape shape = Shape.of(outputs, blocks());
        if (rows.shape().elements() != shape.elements()) {
            throw new IllegalArgumentException("it has scales " + rows.shape() + ", expected " + shape);
        }
        return turned(rows.reshape(shape));
    }

    /** The scales as the operator has them. */
    public Tensor rows(Tensor scales) {
        return turned(scales);
    }

    /** The zero points, blocks × outputs, from those of the operator: outputs × bytes of its blocks. */
    public Tensor zeros(Tensor packed) {
        return turned(unpacked(packed, rounded(blocks()), blocks()));
    }

    /** The zero points as the operator has them. */
    public Tensor packedZeros(Tensor zeros) {
        int row = rounded(blocks());
        return packed(turned(zeros), row, Shape.of(outputs, row * bits / BYTE));
    }

    /** The zero points where the operator has none, blocks × outputs: the middle of the range. */
    public Tensor middle() {
        byte[] middle = new byte[Math.multiplyExact(blocks(), outputs)];
        Arrays.fill(middle, (byte) (1 << (bits - 1)));
        return Tensor.of(type(), Shape.of(blocks(), outputs), ByteBuffer.wrap(middle));
    }

    /** A number of elements that fills whole bytes. */
    private int rounded(int count) {
        return bits == BYTE ? count : count + count % 2;
    }

    /**
     * The first elements of each output's row, outputs × kept. The lower half of a byte comes first.
     *
     * @param row elements of a row, which fills whole bytes
     */
    private Tensor unpacked(Tensor packed, int row, int kept) {
        int bytes = row / (BYTE / bits);
        if (packed.type() != ElementType.UINT8 || packed.shape().elements() != (long) outputs * bytes) {
            throw new IllegalArgumentException(
                    "it has numbers " + packed + ", expected UINT8 " + outputs + "×" + bytes);
        }
        ByteBuffer from = packed.bytes();
        ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(outputs, kept));
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < kept; i++) {
                int value = from.get(o * bytes + i * bits / BYTE) & 0xff;
                to.put((byte) (bits == BYTE ? value : (value >> (i % 2 * bits)) & 0xf));
            }
        }
        return Tensor.of(type(), Shape.of(outputs, kept), to.flip());
    }

    /** Rows of elements with this number in a row, filled up with 0, in whole bytes. */
    private Tensor packed(Tensor elements, int row, Shape shape) {
        int bytes = row / (BYTE / bits);
        int kept = elements.shape().size(1);
        ByteBuffer from = elements.bytes();
        byte[] to = new byte[Math.multiplyExact(outputs, bytes)];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < kept; i++) {
                int value = from.get(o * kept + i);
                to[o * bytes + i * bits / BYTE] |= (byte) (bits == BYTE ? value : value << (i % 2 * bits));
            }
        }
        return Tensor.of(ElementType.UINT8, shape, ByteBuffer.wrap(to));
    }

    private static Tensor turned(Tensor matrix) {
        int rows = matrix.shape().size(0);
        int columns = matrix.shape().size(1);
        int size = matrix.type().bytes();
        ByteBuffer from = matrix.bytes();
        ByteBuffer to = ByteBuffer.allocate(from.remaining());
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                to.put((c * rows + r) * size, from, (r * columns + c) * size, size);
            }
        }
        return Tensor.of(matrix.type(), Shape.of(columns, rows), to);
    }
}
