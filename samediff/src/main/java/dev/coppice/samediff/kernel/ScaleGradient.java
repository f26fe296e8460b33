package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Kernel for the gradients of x · s + t on maps of rows, pixels and channels, R×P×C, with a factor s and a shift t for each
 * channel of a row: g · s, Σ g · x and Σ g, summed over the pixels of the row. oneDNN computes them as the gradients of a batch
 * normalisation with mean 0 and variance 1.
 */
public final class ScaleGradient implements AutoCloseable {
    private static final int FLAGS = dnnl_use_global_stats | dnnl_use_scale | dnnl_use_shift;

    /**
     * The number of channels that fill a vector. oneDNN handles other numbers element by element, so pixels are then joined.
     */
    private static final long VECTOR = 8;

    private final Kernels kernels = new Kernels();
    private final long together;
    private final INDArray zeros;
    private final INDArray ones;
    private final INDArray factors;
    private final INDArray factorGradient;
    private final INDArray shiftGradient;
    private final INDArray joinedFactors;
    private final INDArray joinedFactorGradient;
    private final INDArray joinedShiftGradient;

    /**
     * The arrays of the gradients.
     *
     * @param maps g · s
     * @param factors Σ g · x
     */
    public record Gradients(INDArray maps, INDArray factors) {}

    /**
     * Takes fixed arrays.
     *
     * @param maps x, whose last axis is the channels
     * @param factors s, R×C in any shape; one row is shared by all pixels
     * @param above g
     */
    public ScaleGradient(INDArray maps, INDArray factors, INDArray above, Gradients gradients) {
        long channels = maps.size(-1);
        long rows = factors.length() / channels;
        together = together(channels);
        this.factors = factors.reshape(rows, channels);
        factorGradient = gradients.factors().reshape(rows, channels);
        shiftGradient = Nd4j.create(DataType.FLOAT, rows, channels);
        joinedFactors = joined(this.factors);
        joinedFactorGradient = joined(factorGradient);
        joinedShiftGradient = joined(shiftGradient);
        zeros = Nd4j.zeros(DataType.FLOAT, together * channels);
        ones = Nd4j.ones(DataType.FLOAT, together * channels);
        long pixels = maps.length() / rows / zeros.length();
        memory.desc map = kernels.map(List.of(1L, pixels, 1L, zeros.length()));
        batch_normalization_backward.primitive_desc kernel = kernel(map);
        for (long row = 0; row < rows; row++) {
            add(kernel, map, row, List.of(rows(maps, rows), rows(above, rows), rows(gradients.maps(), rows)));
        }
    }

    private static INDArray rows(INDArray maps, long rows) {
        return maps.reshape(rows, maps.length() / rows);
    }

    /** The array itself if channels fill vectors, or room for each row as often as pixels are joined. */
    private INDArray joined(INDArray rows) {
        return together == 1 ? rows : Nd4j.create(DataType.FLOAT, rows.size(0), together * rows.size(1));
    }

    /** Adds the kernel of a row, over x, g and g · s. */
    private void add(
            batch_normalization_backward.primitive_desc kernel, memory.desc map, long row, List<INDArray> maps) {
        memory.desc vector = kernels.vector(zeros.length());
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(map, maps.get(0).getRow(row)));
        arguments.put(DNNL_ARG_MEAN, kernels.memory(vector, zeros));
        arguments.put(DNNL_ARG_VARIANCE, kernels.memory(vector, ones));
        arguments.put(DNNL_ARG_SCALE, kernels.memory(vector, joinedFactors.getRow(row)));
        arguments.put(DNNL_ARG_SHIFT, kernels.memory(vector, zeros));
        arguments.put(DNNL_ARG_DIFF_DST, kernels.memory(map, maps.get(1).getRow(row)));
        arguments.put(DNNL_ARG_DIFF_SRC, kernels.memory(map, maps.get(2).getRow(row)));
        arguments.put(DNNL_ARG_DIFF_SCALE, kernels.memory(vector, joinedFactorGradient.getRow(row)));
        arguments.put(DNNL_ARG_DIFF_SHIFT, kernels.memory(vector, joinedShiftGradient.getRow(row)));
        kernels.execute(new batch_normalization_backward(kernel), arguments);
    }

    /** Whether there is a fast kernel for maps with this number of pixels in a row, and of channels. */
    public static boolean isFast(long pixels, long channels) {
        return OneDnn.isAvailable() && pixels % together(channels) == 0;
    }

    /** The number of pixels that are joined so that their channels fill vectors. */
    private static long together(long channels) {
        long together = 1;
        while (together * channels % VECTOR != 0) {
            together *= 2;
        }
        return together;
    }

    private batch_normalization_backward.primitive_desc kernel(memory.desc map) {
        batch_normalization_forward.primitive_desc forward = kernels.own(new batch_normalization_forward.primitive_desc(
                kernels.own(new batch_normalization_forward.desc(dnnl_forward_training, map, 0, FLAGS)),
                OneDnn.engine()));
        return kernels.own(new batch_normalization_backward.primitive_desc(
                kernels.own(new batch_normalization_backward.desc(dnnl_backward, map, map, 0, FLAGS)),
                OneDnn.engine(),
                forward));
    }

    /** The sums Σ g after {@link #run}, R×C. */
    public INDArray shiftGradient() {
        return shiftGradient;
    }

    /** Computes the gradients. */
    public void run() {
        for (long part = 0; part < together && together > 1; part++) {
            part(joinedFactors, part).assign(factors);
        }
        kernels.run();
        if (together > 1) {
            sum(joinedFactorGradient, factorGradient);
            sum(joinedShiftGradient, shiftGradient);
        }
    }

    private void sum(INDArray joined, INDArray into) {
        into.assign(part(joined, 0));
        for (long part = 1; part < together; part++) {
            into.addi(part(joined, part));
        }
    }

    private INDArray part(INDArray joined, long part) {
        long channels = factors.size(1);
        return joined.get(NDArrayIndex.all(), NDArrayIndex.interval(part * channels, (part + 1) * channels));
    }

    @Override
    public void close() {
        kernels.close();
        List.of(zeros, ones, shiftGradient).forEach(INDArray::close);
        if (together > 1) {
            List.of(joinedFactors, joinedFactorGradient, joinedShiftGradient).forEach(INDArray::close);
        }
    }
}
