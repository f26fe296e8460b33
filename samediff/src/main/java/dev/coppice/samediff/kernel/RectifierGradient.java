package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the gradient of ReLU, or of ReLU with a ceiling: the incoming gradient where the result is positive and below the
 * ceiling, and 0 elsewhere.
 */
public final class RectifierGradient implements AutoCloseable {
    private final Kernels kernels = new Kernels();

    /**
     * Takes fixed arrays of one shape.
     *
     * @param ceiling largest result; infinite for ReLU
     * @param result result of ReLU
     * @param above gradient in the result
     * @param gradient gradient in the input, to be written; may be either of the others
     */
    public RectifierGradient(double ceiling, INDArray result, INDArray above, INDArray gradient) {
        boolean open = Double.isInfinite(ceiling);
        int rule = open ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_clip_v2_use_dst_for_bwd;
        float end = open ? 0 : (float) ceiling;
        memory.desc all = kernels.vector(result.length());
        eltwise_forward.primitive_desc forward = kernels.own(new eltwise_forward.primitive_desc(
                kernels.own(new eltwise_forward.desc(dnnl_forward_training, rule, all, 0, end)), OneDnn.engine()));
        eltwise_backward.primitive_desc kernel = kernels.own(new eltwise_backward.primitive_desc(
                kernels.own(new eltwise_backward.desc(rule, all, all, 0, end)), OneDnn.engine(), forward));
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_DST, kernels.memory(all, result));
        arguments.put(DNNL_ARG_DIFF_DST, kernels.memory(all, above));
        arguments.put(DNNL_ARG_DIFF_SRC, kernels.memory(all, gradient));
        kernels.execute(new eltwise_backward(kernel), arguments);
    }

    /** Computes the gradient. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
    }
}
