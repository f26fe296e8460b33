package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the gradient of ReLU, of ReLU with a ceiling or of leaky ReLU: the incoming gradient where the result is positive
 * and below the ceiling, and 0 or a share of it elsewhere.
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
        this(
                Double.isInfinite(ceiling)
                        ? new Rule(dnnl_eltwise_relu_use_dst_for_bwd, 0, 0, DNNL_ARG_DST)
                        : new Rule(dnnl_eltwise_clip_v2_use_dst_for_bwd, 0, (float) ceiling, DNNL_ARG_DST),
                result,
                above,
                gradient);
    }

    private RectifierGradient(Rule rule, INDArray known, INDArray above, INDArray gradient) {
        memory.desc all = kernels.vector(known.length());
        eltwise_backward.primitive_desc kernel = kernels.own(new eltwise_backward.primitive_desc(
                kernels.own(new eltwise_backward.desc(rule.algorithm(), all, all, rule.alpha(), rule.beta())),
                OneDnn.engine(),
                kernels.function(all, rule.algorithm(), rule.alpha(), rule.beta())));
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(rule.known(), kernels.memory(all, known));
        arguments.put(DNNL_ARG_DIFF_DST, kernels.memory(all, above));
        arguments.put(DNNL_ARG_DIFF_SRC, kernels.memory(all, gradient));
        kernels.execute(new eltwise_backward(kernel), arguments);
    }

    /** The gradient of leaky ReLU, from its input. */
    public static RectifierGradient leaky(double slope, INDArray input, INDArray above, INDArray gradient) {
        return new RectifierGradient(
                new Rule(dnnl_eltwise_relu, (float) slope, 0, DNNL_ARG_SRC), input, above, gradient);
    }

    /** oneDNN's name of a rule, its numbers, and the argument that it reads beside the gradient. */
    private record Rule(int algorithm, float alpha, float beta, int known) {}

    /** Computes the gradient. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
    }
}
