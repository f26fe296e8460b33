package dev.coppice.samediff.kernel;

import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for sums of rows, times a factor. It adds in double precision: means of rows are taken from every value of a row, and their
 * rounding would be in all of them.
 */
public final class RowSums implements AutoCloseable {
    /** The sums that a row is added up in beside each other, which a processor does at once. */
    private static final int LANES = 4;

    private final FloatIndexer values;
    private final FloatIndexer sums;
    private final double factor;
    private final long columns;

    /**
     * Takes fixed arrays, dense and in C order.
     *
     * @param values R×C in any shape
     * @param sums R in any shape, to be written
     */
    public RowSums(INDArray values, INDArray sums, double factor) {
        this.values = RowScaleGradient.indexer(values);
        this.sums = RowScaleGradient.indexer(sums);
        this.factor = factor;
        columns = values.length() / sums.length();
    }

    /** Computes the sums. */
    public void run() {
        RowScaleGradient.rows(Math.toIntExact(sums.size(0)), columns)
                .forEach(row -> sums.put(row, (float) (factor * sum(row * columns, (row + 1) * columns))));
    }

    private double sum(long from, long to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        long i = from;
        for (; i + LANES <= to; i += LANES) {
            first += values.get(i);
            second += values.get(i + 1);
            third += values.get(i + 2);
            fourth += values.get(i + 3);
        }
        for (; i < to; i++) {
            first += values.get(i);
        }
        return first + second + (third + fourth);
    }

    @Override
    public void close() {
        values.release();
        sums.release();
    }
}
