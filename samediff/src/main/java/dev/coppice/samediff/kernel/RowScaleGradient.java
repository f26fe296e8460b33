package dev.coppice.samediff.kernel;

import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the gradients of x · s on rows of pixels, R×P, with a factor for each row: g · s, and Σ g · x over the row. It is
 * Java: rows may be as short as a token, and a call of a library for each would take longer than the row.
 */
public final class RowScaleGradient implements AutoCloseable {
    /** The number of elements from which on several threads pay. */
    private static final long MANY = 1 << 18;

    private final long rows;
    private final long pixels;
    private final List<FloatIndexer> arrays;

    /**
     * Takes fixed arrays, dense and in C order.
     *
     * @param maps x
     * @param factors s, R in any shape
     * @param above g
     * @param gradients arrays to write, none of which is one of the others
     */
    public RowScaleGradient(INDArray maps, INDArray factors, INDArray above, ScaleGradient.Gradients gradients) {
        rows = factors.length();
        pixels = maps.length() / rows;
        arrays = List.of(
                indexer(maps),
                indexer(factors),
                indexer(above),
                indexer(gradients.maps()),
                indexer(gradients.factors()));
    }

    private static FloatIndexer indexer(INDArray array) {
        FloatPointer all = new FloatPointer(array.data().pointer());
        return FloatIndexer.create(all.position(array.offset()).limit(array.offset() + array.length()));
    }

    /** Computes the gradients. */
    public void run() {
        LongStream all = LongStream.range(0, rows);
        (rows * pixels < MANY ? all : all.parallel()).forEach(this::row);
    }

    private void row(long row) {
        FloatIndexer x = arrays.get(0);
        FloatIndexer g = arrays.get(2);
        FloatIndexer inMaps = arrays.get(3);
        float factor = arrays.get(1).get(row);
        double sum = 0;
        for (long i = row * pixels; i < (row + 1) * pixels; i++) {
            float above = g.get(i);
            sum += above * x.get(i);
            inMaps.put(i, above * factor);
        }
        arrays.get(4).put(row, (float) sum);
    }

    @Override
    public void close() {
        arrays.forEach(FloatIndexer::release);
    }
}
