package dev.coppice.samediff.train;

/**
 * Record of the losses of a run so far.
 *
 * @param first loss of the first step; NaN before it
 * @param sum sum of the losses since the last validation
 * @param count number of these losses
 * @param high number of consecutive steps, up to the last, with a loss above {@link #limit}
 */
record LossTrack(double first, double sum, int count, int high) {
    /** The record before the first step. */
    static final LossTrack NONE = new LossTrack(Double.NaN, 0, 0, 0);

    private static final double FACTOR = 20;
    private static final int PATIENCE = 50;

    LossTrack after(double loss) {
        double reference = Double.isNaN(first) ? loss : first;
        LossTrack next = new LossTrack(reference, sum + loss, count + 1, high + 1);
        return loss > next.limit() ? next : new LossTrack(reference, next.sum, next.count, 0);
    }

    /** This record after a validation, with a new mean. */
    LossTrack validated() {
        return new LossTrack(first, 0, 0, high);
    }

    /** The mean loss since the last validation. */
    double mean() {
        return sum / Math.max(1, count);
    }

    /** A bound far above every loss that training recovers from: 20 times the first loss, and at least 20 nats. */
    double limit() {
        return FACTOR * Math.max(1, first);
    }

    /** Whether the loss has been above the limit for so long that training will not recover. */
    boolean diverges() {
        return high >= PATIENCE;
    }
}
