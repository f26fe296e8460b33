package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** Training target for labels that are blocks of M×M pixels; q is the share of each class in a block. */
public enum BlockTarget {
    /** Each pixel is trained towards its block's q: cross-entropy with upsampled blocks. */
    UPSAMPLED,
    /**
     * The mean of the softmax over a block is trained towards q: − Σ q log mean p, summed over blocks. The network decides
     * where classes lie within a block. Pictures keep their own scale, and crops hold whole blocks.
     */
    POOLED,
    /**
     * Each pixel is trained towards the upsampled q without the frequencies from ν = H/(2M) on, which only describe the
     * blocks' edges. The result is clipped at 0 and renormalised to sum 1.
     */
    LOW_PASSED;

    /**
     * The target with a name.
     *
     * @throws InvalidInputException listing all names if the name is unknown
     */
    public static BlockTarget parse(String text) {
        return Arrays.stream(values())
                .filter(target -> target.id().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The block target is '" + text + "', expected one of "
                        + Arrays.stream(values()).map(BlockTarget::id).toList() + "."));
    }

    /** Its name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
