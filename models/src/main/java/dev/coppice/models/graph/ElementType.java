package dev.coppice.models.graph;

import java.util.Arrays;

/** The type of a tensor's elements, numbered as in ONNX ({@code TensorProto.DataType}). */
public enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2),
    /** Four bits; in memory a byte each, in a file two in a byte. */
    UINT4(21, 1),
    /** Four bits with a sign; in memory a byte each, in a file two in a byte. */
    INT4(22, 1);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The number of this type in an ONNX file. */
    public int code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether a file holds two elements in a byte. */
    public boolean isPacked() {
        return this == UINT4 || this == INT4;
    }

    /** Whether elements are floating-point numbers. */
    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }

    /**
     * The type with the given ONNX number.
     *
     * @throws IllegalArgumentException if Coppice supports no type of this number (strings, complex numbers, FP8, …)
     */
    public static ElementType ofCode(int code) {
        return Arrays.stream(values())
                .filter(t -> t.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("element type " + code + " is not supported"));
    }
}
