package dev.coppice.samediff.train;

/**
 * What the losses of a run say so far.
 *
 * @param first loss of the run's first step; NaN before it
 * @param sum of the losses since the last validation
 * @param count of them
 * @param high how many steps in a row, the last included, had a loss of more than {@link #limit}
 */
record LossTrack(double first, double sum, int count, int high) {
    /** Before the first step. */
    static final LossTrack NONE = new LossTrack(Double.NaN, 0, 0, 0);

    private static final double FACTOR = 20;
    private static final int PATIENCE = 50;

    LossTrack after(double loss) {
        double reference = Double.isNaN(first) ? loss : first;
        LossTrack next = new LossTrack(reference, sum + loss, count + 1, high + 1);
        return loss > next.limit() ? next : new LossTrack(reference, next.sum, next.count, 0);
    }

    /** The same after a validation: a new mean begins. */
    LossTrack validated() {
        return new LossTrack(first, 0, 0, high);
    }

    /** The mean since the last validation. */
    double mean() {
        return sum / Math.max(1, count);
    }

    /** Far above every loss that training comes back from: 20 times the first, or 20 nats if that is more. */
    double limit() {
        return FACTOR * Math.max(1, first);
    }

    /** Whether the loss has been above the limit for so long that it will not come back. */
    boolean diverges() {
        return high >= PATIENCE;
    }
}
