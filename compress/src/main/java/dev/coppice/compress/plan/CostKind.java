package dev.coppice.compress.plan;

import dev.coppice.models.cost.Cost;

/** A cost that pruning can be aimed at. */
public enum CostKind {
    /** Multiply-accumulates of one run. */
    MACS("MACs"),
    /** Elements of all floating-point constants. */
    PARAMETERS("parameters");

    private final String label;

    CostKind(String label) {
        this.label = label;
    }

    /** As sentences write it: {@code MACs}. */
    public String label() {
        return label;
    }

    /** This one of a network's costs. */
    public long of(Cost cost) {
        return this == MACS ? cost.macs() : cost.parameters();
    }
}
