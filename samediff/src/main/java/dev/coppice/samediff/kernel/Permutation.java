package dev.coppice.samediff.kernel;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernel that copies an array in another order of its axes. */
public final class Permutation implements AutoCloseable {
    private final Kernels kernels = new Kernels();

    /**
     * Takes fixed arrays of one shape.
     *
     * @param from array whose axes lie in any order, each without gaps
     * @param to array to write, dense and in C order
     */
    public Permutation(INDArray from, INDArray to) {
        memory.desc given = kernels.strided(from.shape(), from.stride());
        memory.desc dense = kernels.strided(to.shape(), to.stride());
        kernels.copy(kernels.memory(given, from), kernels.memory(dense, to));
    }

    /** Copies. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
    }
}
