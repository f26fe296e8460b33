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

/**
 * Kernel for the gradients of x · s + t on maps N×H×W×C, with a factor s and a shift t per channel: g · s, Σ g · x and Σ g.
 * oneDNN computes them as the gradients of a batch normalisation with mean 0 and variance 1.
 */
public final class ScaleGradient implements AutoCloseable {
    private static final int FLAGS = dnnl_use_global_stats | dnnl_use_scale | dnnl_use_shift;

    /**
     * The number of channels that fill a vector. oneDNN handles other numbers element by element, so pixels are then joined.
     */
    private static final long VECTOR = 8;

    private final Kernels kernels = new Kernels();
    private final INDArray zeros;
    private final INDArray ones;
    private final INDArray scales;
    private final INDArray scaleGradients;
    private final INDArray shiftGradients;
    private final INDArray row;
    private final INDArray factors;
    private final INDArray factorGradient;
    private final INDArray shiftGradient;

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
     * @param maps x
     * @param factors s
     * @param above g
     */
    public ScaleGradient(INDArray maps, INDArray factors, INDArray above, Gradients gradients) {
        this.factors = factors.reshape(1, maps.size(3));
        factorGradient = gradients.factors().reshape(this.factors.shape());
        shiftGradient = Nd4j.create(DataType.FLOAT, this.factors.shape());
        long pixels = maps.length() / maps.size(3);
        long together = together(maps.size(3));
        scales = Nd4j.create(DataType.FLOAT, together, maps.size(3));
        scaleGradients = Nd4j.create(DataType.FLOAT, scales.shape());
        shiftGradients = Nd4j.create(DataType.FLOAT, scales.shape());
        row = Nd4j.ones(DataType.FLOAT, 1, together);
        zeros = Nd4j.zeros(DataType.FLOAT, scales.length());
        ones = Nd4j.ones(DataType.FLOAT, scales.length());
        memory.desc map = kernels.map(List.of(1L, pixels / together, 1L, scales.length()));
        memory.desc vector = kernels.vector(scales.length());
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(map, maps));
        arguments.put(DNNL_ARG_MEAN, kernels.memory(vector, zeros));
        arguments.put(DNNL_ARG_VARIANCE, kernels.memory(vector, ones));
        arguments.put(DNNL_ARG_SCALE, kernels.memory(vector, scales));
        arguments.put(DNNL_ARG_SHIFT, kernels.memory(vector, zeros));
        arguments.put(DNNL_ARG_DIFF_DST, kernels.memory(map, above));
        arguments.put(DNNL_ARG_DIFF_SRC, kernels.memory(map, gradients.maps()));
        arguments.put(DNNL_ARG_DIFF_SCALE, kernels.memory(vector, scaleGradients));
        arguments.put(DNNL_ARG_DIFF_SHIFT, kernels.memory(vector, shiftGradients));
        kernels.execute(new batch_normalization_backward(kernel(map)), arguments);
    }

    /** Whether there is a fast kernel for maps with this number of pixels, over all images, and of channels. */
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

    /** The sums Σ g after {@link #run}, 1×C. */
    public INDArray shiftGradient() {
        return shiftGradient;
    }

    /** Computes the gradients. */
    public void run() {
        scales.assign(0).addiRowVector(factors);
        kernels.run();
        Nd4j.gemm(row, scaleGradients, factorGradient, false, false, 1, 0);
        Nd4j.gemm(row, shiftGradients, shiftGradient, false, false, 1, 0);
    }

    @Override
    public void close() {
        kernels.close();
        List.of(zeros, ones, scales, scaleGradients, shiftGradients, row, shiftGradient)
                .forEach(INDArray::close);
    }
}
