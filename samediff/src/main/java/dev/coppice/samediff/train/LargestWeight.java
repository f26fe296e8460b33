package dev.coppice.samediff.train;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.Weights;
import java.util.Comparator;
import java.util.Map;

/** Finder of the tensor that diverged. */
final class LargestWeight {
    private LargestWeight() {}

    /** The name of the float constant with the largest absolute value. */
    static String of(Network network) {
        return network.graph().constants().entrySet().stream()
                .filter(entry -> Weights.isTrainable(entry.getValue()))
                .max(Comparator.comparingDouble(entry -> largest(entry.getValue())))
                .map(Map.Entry::getKey)
                .orElse("none");
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.toFloats()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
