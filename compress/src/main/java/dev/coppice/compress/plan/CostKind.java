package dev.coppice.compress.plan;

import dev.coppice.models.cost.Cost;

/** Kinds of cost that pruning can aim at. */
public enum CostKind {
    /** Multiply-accumulates of one run. */
    MACS("MACs"),
    /** Elements of all floating-point constants. */
    PARAMETERS("parameters");

    private final String label;

    CostKind(String label) {
        this.label = label;
    }

    /** The name in sentences: {@code MACs}. */
    public String label() {
        return label;
    }

    /** This kind of a network's costs. */
    public long of(Cost cost) {
        return this == MACS ? cost.macs() : cost.parameters();
    }
}
