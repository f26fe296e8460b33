package dev.coppice.models.samediff.program;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A result of an operator before it has memory.
 *
 * @param type of its elements
 * @param sizes of its axes
 */
record Result(DataType type, long... sizes) {
    long elements() {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    /** Whether it may lie among others in the shared memory: floats, at least one axis, at least one element. */
    boolean isShared() {
        return type == DataType.FLOAT && sizes.length > 0 && elements() > 0;
    }
}
