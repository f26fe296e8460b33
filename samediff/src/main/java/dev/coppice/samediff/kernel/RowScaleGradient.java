package dev.coppice.samediff.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the gradients of x · s on rows of pixels, T×R×P, with R factors, one for each row: g · s, and Σ g · x over the pixels of
 * the rows that share a factor. It is Java: rows may be as short as a token, and a call of a library for each would take longer than
 * the row.
 */
public final class RowScaleGradient implements AutoCloseable {
    /** The number of elements from which on several threads pay. */
    private static final long MANY = 1 << 18;

    private final long pixels;
    private final double[] sums;
    private final List<FloatIndexer> arrays;

    /**
     * Takes fixed arrays, dense and in C order.
     *
     * @param pixels P
     * @param maps x
     * @param factors s, R in any shape
     * @param above g
     * @param gradients arrays to write, none of which is one of the others
     */
    public RowScaleGradient(
            long pixels, INDArray maps, INDArray factors, INDArray above, ScaleGradient.Gradients gradients) {
        this.pixels = pixels;
        sums = new double[Math.toIntExact(maps.length() / pixels)];
        arrays = List.of(
                indexer(maps),
                indexer(factors),
                indexer(above),
                indexer(gradients.maps()),
                indexer(gradients.factors()));
    }

    /** The values of an array that is dense and in C order. */
    static FloatIndexer indexer(INDArray array) {
        FloatPointer all = new FloatPointer(array.data().pointer());
        return FloatIndexer.create(all.position(array.offset()).limit(array.offset() + array.length()));
    }

    /** Computes the gradients. */
    public void run() {
        rows(sums.length, pixels).forEach(this::row);
        FloatIndexer inFactors = arrays.get(4);
        int factors = Math.toIntExact(inFactors.size(0));
        for (int factor = 0; factor < factors; factor++) {
            double sum = 0;
            for (int row = factor; row < sums.length; row += factors) {
                sum += sums[row];
            }
            inFactors.put(factor, (float) sum);
        }
    }

    /** The numbers of rows of a length, on several threads if that pays. */
    static IntStream rows(int rows, long length) {
        IntStream all = IntStream.range(0, rows);
        return rows * length < MANY ? all : all.parallel();
    }

    private void row(int row) {
        FloatIndexer x = arrays.get(0);
        FloatIndexer g = arrays.get(2);
        FloatIndexer inMaps = arrays.get(3);
        float factor = arrays.get(1).get(row % arrays.get(1).size(0));
        double sum = 0;
        for (long i = row * pixels; i < (row + 1) * pixels; i++) {
            float above = g.get(i);
            sum += above * x.get(i);
            inMaps.put(i, above * factor);
        }
        sums[row] = sum;
    }

    @Override
    public void close() {
        arrays.forEach(FloatIndexer::release);
    }
}
