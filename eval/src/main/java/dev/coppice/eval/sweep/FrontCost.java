package dev.coppice.eval.sweep;

import java.util.List;

/** What a point costs: the axis along which a front is drawn. */
public enum FrontCost {
    /** Multiply-accumulates, at batch 1. */
    MACS("macs", "MACs", "MAC (batch 1)"),
    /** Milliseconds on one thread, at batch 1. */
    MILLISECONDS("milliseconds", "milliseconds", "ms on one thread (batch 1)");

    private final String key;
    private final String words;
    private final String axis;

    FrontCost(String key, String words, String axis) {
        this.key = key;
        this.words = words;
        this.axis = axis;
    }

    /**
     * The cost that decides which points are on the front of a sweep: milliseconds if any point has a budget in milliseconds,
     * whether it came to a result or not.
     */
    static FrontCost deciding(List<SweepRow> rows) {
        return rows.stream().anyMatch(SweepRow::isPlannedInTime) ? MILLISECONDS : MACS;
    }

    /** The cost of a point; NaN if it is not known. */
    double of(SweepRow row) {
        return this == MACS ? row.figure("macs") : row.figure("latencyOneThreadMs");
    }

    /** The cost of the original, as a point knows it; NaN if it is not known. */
    double ofOriginal(SweepRow row) {
        return this == MACS
                ? row.figure("originalMacs")
                : row.figure("latencyOneThreadMs") * row.figure("timesAsFastOneThread");
    }

    /** Its word in files for programs. */
    String key() {
        return key;
    }

    /** What it counts. */
    public String words() {
        return words;
    }

    /** The unit that suits costs up to the largest, such as 1e9 for GMAC. */
    double unit(double largest) {
        return this == MILLISECONDS || largest < 1e3 ? 1 : largest < 1e6 ? 1e3 : largest < 1e9 ? 1e6 : 1e9;
    }

    /** The same with its unit, for an axis. */
    String axis(double unit) {
        return (unit == 1e9 ? "G" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "") + axis;
    }
}
