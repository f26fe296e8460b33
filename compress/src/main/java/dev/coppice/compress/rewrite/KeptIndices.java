package dev.coppice.compress.rewrite;

import java.util.List;
import java.util.Optional;

/** The indices of channels that a step of a plan keeps. */
final class KeptIndices {
    private KeptIndices() {}

    /** The first fault of indices that should ascend within a size; empty if there is none. */
    static Optional<String> problem(List<Integer> keep, long size) {
        if (keep.isEmpty()) {
            return Optional.of("the plan keeps none");
        }
        int before = -1;
        for (int index : keep) {
            if (index < 0 || index >= size) {
                return Optional.of("the plan keeps index " + index);
            }
            if (index <= before) {
                return Optional.of("the plan keeps index " + index + " after " + before + ", expected ascending ones");
            }
            before = index;
        }
        return Optional.empty();
    }
}
