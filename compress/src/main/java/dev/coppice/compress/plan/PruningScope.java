package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import java.util.Locale;

/** What a pruning ratio is a share of. */
public enum PruningScope {
    /** Of each channel group family (layer): every layer loses the same share. */
    LAYER,
    /** Of all prunable channels of the network: the least important go, wherever they are. */
    GLOBAL,
    /** Of all prunable channels of the network, taken from layers in proportion to the cost that hangs on each. */
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
