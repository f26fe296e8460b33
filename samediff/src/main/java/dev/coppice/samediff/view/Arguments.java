package dev.coppice.samediff.view;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Arguments of a SameDiff operator, by SameDiff's kinds.
 *
 * @param integers integer arguments
 * @param reals number arguments; of a legacy operator its extra arguments
 * @param truths truth arguments
 * @param types type arguments
 * @param number the number that a scalar operator reads
 * @param reduction what a reduction runs over
 */
public record Arguments(
        List<Long> integers,
        List<Double> reals,
        List<Boolean> truths,
        List<DataType> types,
        Optional<Double> number,
        Optional<Reduction> reduction) {
    public Arguments {
        integers = List.copyOf(integers);
        reals = List.copyOf(reals);
        truths = List.copyOf(truths);
        types = List.copyOf(types);
    }

    /**
     * The axes of a legacy reduction.
     *
     * @param axes the axes as given; none or the largest integer for all
     * @param keeps whether the axes stay, with size 1
     * @param corrected whether a variance is divided by the number of elements less one
     */
    public record Reduction(List<Integer> axes, boolean keeps, boolean corrected) {
        public Reduction {
            axes = List.copyOf(axes);
        }
    }
}
