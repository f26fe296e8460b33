package dev.coppice.models.format;

import dev.coppice.models.graph.RuntimeShapes;
import java.util.Optional;

/**
 * How a model file is read.
 *
 * @param runtime tells the shapes of operators without a rule
 * @param fillSeed seed of random weights for a file that holds an architecture only; without it missing weights are an error
 * @param dequantized whether a quantised network is read in floating point
 */
public record ReadOptions(RuntimeShapes runtime, Optional<Long> fillSeed, boolean dequantized) {
    public ReadOptions {
        if (dequantized && fillSeed.isPresent()) {
            throw new IllegalArgumentException("a network without weights cannot be dequantised");
        }
    }

    /** The usual way, with this runtime. */
    public static ReadOptions by(RuntimeShapes runtime) {
        return new ReadOptions(runtime, Optional.empty(), false);
    }

    /** The same with random weights in place of missing ones. */
    public ReadOptions filling(long seed) {
        return new ReadOptions(runtime, Optional.of(seed), dequantized);
    }

    /** The same in floating point. */
    public ReadOptions dequantizing() {
        return new ReadOptions(runtime, fillSeed, true);
    }
}
