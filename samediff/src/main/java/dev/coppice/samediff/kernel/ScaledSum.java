package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Kernel that adds x · b + c to maps N×H×W×C, with a factor b and a shift c for each channel. */
public final class ScaledSum implements AutoCloseable {
    /** The number of pixels that are joined to a row, as the kernel is faster on longer rows. */
    private static final long LONGEST = 8;

    /** The argument of the second post-operation; the first is the sum. */
    private static final int SHIFT = 2 * DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1;

    private final Kernels kernels = new Kernels();
    private final INDArray factors;
    private final INDArray shifts;

    /**
     * Takes fixed arrays.
     *
     * @param maps x
     * @param sum maps that the kernel adds to
     */
    public ScaledSum(INDArray maps, INDArray sum) {
        long channels = maps.size(3);
        long pixels = maps.length() / channels;
        long together = LONGEST;
        while (pixels % together != 0) {
            together /= 2;
        }
        factors = Nd4j.zeros(DataType.FLOAT, together, channels);
        shifts = Nd4j.zeros(DataType.FLOAT, together, channels);
        memory.desc map = kernels.matrix(pixels / together, together * channels);
        memory.desc row = kernels.matrix(1, together * channels);
        post_ops further = kernels.own(new post_ops());
        further.append_sum();
        further.append_binary(dnnl_binary_add, row);
        primitive_attr attributes = kernels.own(new primitive_attr());
        attributes.set_post_ops(further);
        binary.desc wanted = kernels.own(new binary.desc(dnnl_binary_mul, map, row, map));
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC_0, kernels.memory(map, maps));
        arguments.put(DNNL_ARG_SRC_1, kernels.memory(row, factors));
        arguments.put(SHIFT, kernels.memory(row, shifts));
        arguments.put(DNNL_ARG_DST, kernels.memory(map, sum));
        kernels.execute(
                new binary(kernels.own(new binary.primitive_desc(wanted, attributes, OneDnn.engine()))), arguments);
    }

    /** The factors b, n×C with equal rows; initially 0. */
    public INDArray factors() {
        return factors;
    }

    /** The shifts c, n×C with equal rows; initially 0. */
    public INDArray shifts() {
        return shifts;
    }

    /** Adds with the current factors and shifts. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
        factors.close();
        shifts.close();
    }
}
