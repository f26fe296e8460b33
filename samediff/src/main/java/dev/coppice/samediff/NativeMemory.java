package dev.coppice.samediff;

import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;

/** Memory outside Java's heap, where arrays lie. */
public final class NativeMemory {
    private NativeMemory() {}

    /**
     * Bytes that can still be had: what the machine has free, and what this process may take by its own limits
     * ({@code org.bytedeco.javacpp.maxbytes} and {@code maxphysicalbytes}), whichever is least.
     *
     * @throws TrainingUnavailableException on a platform without ND4J
     */
    public static long available() {
        Natives.require();
        return LongStream.of(
                        Pointer.availablePhysicalBytes(),
                        left(Pointer.maxBytes(), Pointer.totalBytes()),
                        left(Pointer.maxPhysicalBytes(), Pointer.physicalBytes()))
                .min()
                .orElseThrow();
    }

    /** No limit is 0. */
    private static long left(long limit, long used) {
        return limit <= 0 ? Long.MAX_VALUE : Math.max(0, limit - used);
    }
}
