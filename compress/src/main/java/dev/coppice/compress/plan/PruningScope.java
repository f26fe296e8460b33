package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import java.util.Locale;

/**
 * Scope of a pruning ratio: how it is shared among layers. In every scope the ratio is the share to remove of the output
 * channels of all convolutions and linear layers that can be cut. It is met within rounding and the limits of layers.
 */
public enum PruningScope {
    /** Every channel group (layer) loses the same share. */
    LAYER,
    /** The least important channels go, wherever they are. */
    GLOBAL,
    /** Every layer loses a share in proportion to the cost of its channels. */
    COST;

    /** Reads {@code layer}, {@code global} or {@code cost}. */
    public static PruningScope parse(String text) {
        for (PruningScope scope : values()) {
            if (scope.id().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return scope;
            }
        }
        throw new InvalidInputException("Scope '" + text + "' is unknown. Give layer, global or cost.");
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
