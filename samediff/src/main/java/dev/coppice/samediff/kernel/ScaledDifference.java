package dev.coppice.samediff.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel for x · s − t on rows x, in place, with a number s for each row. */
public final class ScaledDifference implements AutoCloseable {
    private final Kernels kernels = new Kernels();

    /**
     * Takes fixed arrays.
     *
     * @param rows x, n×k
     * @param factors s, n×1
     * @param subtracted t, n×k
     */
    public ScaledDifference(INDArray rows, INDArray factors, INDArray subtracted) {
        memory.desc matrix = kernels.matrix(rows.size(0), rows.size(1));
        memory.desc column = kernels.matrix(rows.size(0), 1);
        post_ops further = kernels.own(new post_ops());
        further.append_binary(dnnl_binary_sub, matrix);
        primitive_attr attributes = kernels.own(new primitive_attr());
        attributes.set_post_ops(further);
        binary.desc wanted = kernels.own(new binary.desc(dnnl_binary_mul, matrix, column, matrix));
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        memory changed = kernels.memory(matrix, rows);
        arguments.put(DNNL_ARG_SRC_0, changed);
        arguments.put(DNNL_ARG_SRC_1, kernels.memory(column, factors));
        arguments.put(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1, kernels.memory(matrix, subtracted));
        arguments.put(DNNL_ARG_DST, changed);
        kernels.execute(
                new binary(kernels.own(new binary.primitive_desc(wanted, attributes, OneDnn.engine()))), arguments);
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
