package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel of leaky ReLU. What is no number stays none, unlike with oneDNN's ReLU. */
public final class LeakyRectifier implements AutoCloseable {
    private final Kernels kernels = new Kernels();

    /**
     * Takes fixed arrays of one shape.
     *
     * @param slope slope below 0, not 0
     * @param result array to write; may be the input
     */
    public LeakyRectifier(double slope, INDArray input, INDArray result) {
        memory.desc all = kernels.vector(input.length());
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(all, input));
        arguments.put(DNNL_ARG_DST, kernels.memory(all, result));
        kernels.execute(new eltwise_forward(kernels.function(all, dnnl_eltwise_relu, (float) slope, 0)), arguments);
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
