package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import java.util.Locale;

/**
 * How a pruning ratio is dealt out. It means the same in each: the share of the output channels of all convolutions and linear
 * layers that can be cut, met within rounding and the limits of single layers.
 */
public enum PruningScope {
    /** Every channel group (layer) loses the same share. */
    LAYER,
    /** The least important channels go, wherever they are. */
    GLOBAL,
    /** Taken from layers in proportion to the cost that hangs on each. */
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
