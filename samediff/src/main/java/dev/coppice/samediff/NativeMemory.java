package dev.coppice.samediff;

import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;

/** Memory outside Java's heap, which holds arrays. */
public final class NativeMemory {
    private NativeMemory() {}

    /**
     * The bytes that can still be allocated: the least of the machine's free memory and the rest of this process's own
     * limits ({@code org.bytedeco.javacpp.maxbytes} and {@code maxphysicalbytes}).
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

    /** The remainder of a limit; 0 means no limit. */
    private static long left(long limit, long used) {
        return limit <= 0 ? Long.MAX_VALUE : Math.max(0, limit - used);
    }
}
