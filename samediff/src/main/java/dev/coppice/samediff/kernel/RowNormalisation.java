package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward_data;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel for (x − μ) / √(σ² + ε) on rows x, R×P, with mean and variance of each row, or for the gradient of it. */
public final class RowNormalisation implements AutoCloseable {
    private final Kernels kernels = new Kernels();
    private final memory.desc rows;
    private final memory means;
    private final memory variances;
    private final layer_normalization_forward.primitive_desc forward;

    private RowNormalisation(INDArray x, INDArray result, float epsilon) {
        rows = kernels.matrix(x.size(0), x.size(1));
        memory.desc column = kernels.vector(x.size(0));
        means = kernels.memory(column);
        variances = kernels.memory(column);
        layer_normalization_forward.desc wanted =
                kernels.own(new layer_normalization_forward.desc(dnnl_forward_training, rows, column, epsilon, 0));
        forward = kernels.own(new layer_normalization_forward.primitive_desc(wanted, OneDnn.engine()));
        IntMemoryMap arguments = arguments(x);
        arguments.put(DNNL_ARG_DST, kernels.memory(rows, result));
        kernels.execute(new layer_normalization_forward(forward), arguments);
    }

    private IntMemoryMap arguments(INDArray x) {
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(rows, x));
        arguments.put(DNNL_ARG_MEAN, means);
        arguments.put(DNNL_ARG_VARIANCE, variances);
        return arguments;
    }

    /**
     * Kernel that normalises.
     *
     * @param result array to write
     */
    public static RowNormalisation forward(INDArray x, INDArray result, double epsilon) {
        return new RowNormalisation(x, result, (float) epsilon);
    }

    /**
     * Kernel for the gradient. It takes the statistics once more.
     *
     * @param above gradient in the normalised rows
     * @param gradient array to write, neither of the others
     */
    public static RowNormalisation backward(INDArray x, INDArray above, INDArray gradient, double epsilon) {
        RowNormalisation normalisation = new RowNormalisation(x, gradient, (float) epsilon);
        normalisation.differentiate(x, above, gradient, (float) epsilon);
        return normalisation;
    }

    private void differentiate(INDArray x, INDArray above, INDArray gradient, float epsilon) {
        memory.desc column = kernels.vector(x.size(0));
        layer_normalization_backward.desc wanted =
                kernels.own(new layer_normalization_backward.desc(dnnl_backward_data, rows, rows, column, epsilon, 0));
        IntMemoryMap arguments = arguments(x);
        arguments.put(DNNL_ARG_DIFF_DST, kernels.memory(rows, above));
        arguments.put(DNNL_ARG_DIFF_SRC, kernels.memory(rows, gradient));
        kernels.execute(
                new layer_normalization_backward(
                        kernels.own(new layer_normalization_backward.primitive_desc(wanted, OneDnn.engine(), forward))),
                arguments);
    }

    /** Computes the result. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
    }
}
