package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import java.util.function.Function;

/**
 * Share of channels to remove.
 *
 * @param value the share, in [0, 1)
 */
public record PruningRatio(double value) implements PruningTarget {
    public PruningRatio {
        if (!(value >= 0 && value < 1)) {
            throw new InvalidInputException(
                    "Pruning ratio " + value + " is not in [0, 1). Give the share of channels to remove, such as 0.5.");
        }
    }

    @Override
    public <T> T match(Function<PruningRatio, T> ratio, Function<CostShare, T> share) {
        return ratio.apply(this);
    }
}
