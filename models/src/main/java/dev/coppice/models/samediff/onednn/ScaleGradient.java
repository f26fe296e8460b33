package dev.coppice.models.samediff.onednn;

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

import java.util.Arrays;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of x · s + t with a factor s and a shift t for each channel, of maps N×H×W×C: g · s, Σ g · x and Σ g. oneDNN has
 * them as those of a batch normalisation whose mean is 0 and whose variance is 1.
 */
public final class ScaleGradient implements AutoCloseable {
    private static final int FLAGS = dnnl_use_global_stats | dnnl_use_scale | dnnl_use_shift;

    /** Channels that fill a vector; of others oneDNN takes one element after another. */
    private static final int VECTOR = 8;

    private final Kernels kernels = new Kernels();
    private final INDArray zeros;
    private final INDArray ones;
    private final INDArray shiftGradient;

    /**
     * Arrays of the gradients.
     *
     * @param maps g · s
     * @param factors Σ g · x
     */
    public record Gradients(INDArray maps, INDArray factors) {}

    /**
     * For arrays that do not change.
     *
     * @param maps x
     * @param factors s
     * @param above g
     */
    public ScaleGradient(INDArray maps, INDArray factors, INDArray above, Gradients gradients) {
        long channels = maps.size(3);
        zeros = Nd4j.zeros(DataType.FLOAT, channels);
        ones = Nd4j.ones(DataType.FLOAT, channels);
        shiftGradient = Nd4j.zeros(DataType.FLOAT, channels);
        memory.desc map = kernels.map(Arrays.stream(maps.shape()).boxed().toList());
        memory.desc vector = kernels.vector(channels);
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(map, maps));
        arguments.put(DNNL_ARG_MEAN, kernels.memory(vector, zeros));
        arguments.put(DNNL_ARG_VARIANCE, kernels.memory(vector, ones));
        arguments.put(DNNL_ARG_SCALE, kernels.memory(vector, factors));
        arguments.put(DNNL_ARG_SHIFT, kernels.memory(vector, zeros));
        arguments.put(DNNL_ARG_DIFF_DST, kernels.memory(map, above));
        arguments.put(DNNL_ARG_DIFF_SRC, kernels.memory(map, gradients.maps()));
        arguments.put(DNNL_ARG_DIFF_SCALE, kernels.memory(vector, gradients.factors()));
        arguments.put(DNNL_ARG_DIFF_SHIFT, kernels.memory(vector, shiftGradient));
        kernels.execute(new batch_normalization_backward(kernel(map)), arguments);
    }

    /** Whether there is a fast kernel for maps of so many channels. */
    public static boolean isFast(long channels) {
        return OneDnn.isAvailable() && channels % VECTOR == 0;
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

    /** Σ g, after {@link #run}. */
    public INDArray shiftGradient() {
        return shiftGradient;
    }

    /** Computes the gradients. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
        zeros.close();
        ones.close();
        shiftGradient.close();
    }
}
