package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.logsoftmax_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_forward;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel for softmax over the last axis, or for its logarithm, which is finite for finite logits. */
public final class Softmax implements AutoCloseable {
    private final Kernels kernels = new Kernels();

    private Softmax() {}

    /**
     * Kernel for the softmax of rows.
     *
     * @param logits n×k, not changed
     * @param result n×k
     */
    public static Softmax of(INDArray logits, INDArray result) {
        Softmax softmax = new Softmax();
        Kernels kernels = softmax.kernels;
        memory.desc rows = kernels.matrix(logits.size(0), logits.size(1));
        softmax_forward.desc wanted = kernels.own(new softmax_forward.desc(dnnl_forward_inference, rows, 1));
        softmax_forward kernel =
                new softmax_forward(kernels.own(new softmax_forward.primitive_desc(wanted, OneDnn.engine())));
        kernels.execute(kernel, softmax.arguments(rows, logits, result));
        return softmax;
    }

    /** Kernel for the logarithm of {@link #of}. */
    public static Softmax logarithm(INDArray logits, INDArray result) {
        Softmax softmax = new Softmax();
        Kernels kernels = softmax.kernels;
        memory.desc rows = kernels.matrix(logits.size(0), logits.size(1));
        logsoftmax_forward.desc wanted = kernels.own(new logsoftmax_forward.desc(dnnl_forward_inference, rows, 1));
        logsoftmax_forward kernel =
                new logsoftmax_forward(kernels.own(new logsoftmax_forward.primitive_desc(wanted, OneDnn.engine())));
        kernels.execute(kernel, softmax.arguments(rows, logits, result));
        return softmax;
    }

    private IntMemoryMap arguments(memory.desc rows, INDArray logits, INDArray result) {
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(rows, logits));
        arguments.put(DNNL_ARG_DST, kernels.memory(rows, result));
        return arguments;
    }

    /** Runs the kernel. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
    }
}
