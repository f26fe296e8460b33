package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel for means over windows of maps N×H×W×C without padding, or for the gradient in the maps. */
public final class AveragePool implements AutoCloseable {
    private static final long[] NO_PADDING = {0, 0};

    private final Kernels kernels = new Kernels();
    private final memory.desc fine;
    private final memory.desc coarse;
    private final long[] size;
    private final long[] steps;

    /** The height and width of a window, and its strides. */
    public record Window(long height, long width, long down, long right) {}

    private AveragePool(Window window, INDArray fine, INDArray coarse) {
        this.fine = kernels.map(sizes(fine));
        this.coarse = kernels.map(sizes(coarse));
        size = new long[] {window.height(), window.width()};
        steps = new long[] {window.down(), window.right()};
    }

    private static List<Long> sizes(INDArray maps) {
        return Arrays.stream(maps.shape()).boxed().toList();
    }

    /** Kernel that writes the means of maps into a result. */
    public static AveragePool forward(Window window, INDArray maps, INDArray result) {
        AveragePool pool = new AveragePool(window, maps, result);
        IntMemoryMap arguments = pool.kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, pool.kernels.memory(pool.fine, maps));
        arguments.put(DNNL_ARG_DST, pool.kernels.memory(pool.coarse, result));
        pool.kernels.execute(new pooling_forward(pool.kernel()), arguments);
        return pool;
    }

    /** Kernel that computes the gradient in the maps from the gradient in the result. */
    public static AveragePool backward(Window window, INDArray above, INDArray gradient) {
        AveragePool pool = new AveragePool(window, gradient, above);
        pooling_backward.desc wanted = pool.kernels.own(new pooling_backward.desc(
                dnnl_pooling_avg_include_padding,
                pool.fine,
                pool.coarse,
                pool.steps,
                pool.size,
                NO_PADDING,
                NO_PADDING));
        IntMemoryMap arguments = pool.kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_DIFF_DST, pool.kernels.memory(pool.coarse, above));
        arguments.put(DNNL_ARG_DIFF_SRC, pool.kernels.memory(pool.fine, gradient));
        pool.kernels.execute(
                new pooling_backward(
                        pool.kernels.own(new pooling_backward.primitive_desc(wanted, OneDnn.engine(), pool.kernel()))),
                arguments);
        return pool;
    }

    private pooling_forward.primitive_desc kernel() {
        pooling_forward.desc wanted = kernels.own(new pooling_forward.desc(
                dnnl_forward_training,
                dnnl_pooling_avg_include_padding,
                fine,
                coarse,
                steps,
                size,
                NO_PADDING,
                NO_PADDING));
        return kernels.own(new pooling_forward.primitive_desc(wanted, OneDnn.engine()));
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
