package dev.coppice.compress.budget;

/**
 * A move and what was last known of it.
 *
 * @param rise of the loss; 0 before it is measured
 * @param saved of the price; infinite before it is priced
 * @param priced the version of the state it was priced at, -1 before
 * @param measured the version of the state its rise was measured at, -1 before
 */
record Offer(Move move, double rise, double saved, int priced, int measured) {
    /** Moves that lose nothing come first, those that save most foremost. */
    private static final double LEAST_RISE = 1e-9;

    static Offer unknown(Move move) {
        return new Offer(move, 0, Double.POSITIVE_INFINITY, -1, -1);
    }

    /**
     * Weighted rise of the loss for each unit of price that is saved and needed: the lower the better.
     *
     * @param needed what is to be saved in all; more is no use
     */
    double rate(Recoverability recoverability, double needed) {
        return move.weight(recoverability) * Math.max(rise, LEAST_RISE) / Math.min(saved, needed);
    }

    Offer priced(Move at, double saving, int version) {
        return new Offer(at, rise, saving, version, measured);
    }

    /** The same measured for a smaller or larger step. */
    Offer scaled(double factor) {
        return new Offer(move, rise * factor, saved, priced, measured);
    }

    Offer measured(double found, int version) {
        return new Offer(move, found, saved, priced, version);
    }
}
