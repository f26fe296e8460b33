package dev.coppice.samediff.kernel;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Kernel for two sums over each channel of maps N×H×W×C, in one pass over memory: the values, and their products with other
 * maps. These are the gradients of a depthwise 1×1 convolution in its shifts and weights. Each column of pixels is summed
 * first, then the columns, so that rounding errors do not add up along a whole map.
 */
public final class ChannelSums implements AutoCloseable {
    private static final List<Long> POINT = List.of(1L, 1L, 1L, 1L, 0L, 0L, 1L, 1L);

    private final Convolution gradients;
    private final INDArray ones;
    private final INDArray products;
    private final INDArray sums;
    private final INDArray result;

    /**
     * Takes fixed arrays.
     *
     * @param maps x
     * @param others y of the same shape; may be x
     */
    public ChannelSums(INDArray maps, INDArray others) {
        long rows = maps.size(0) * maps.size(1);
        long columns = maps.size(2);
        long across = columns * maps.size(3);
        ones = Nd4j.ones(DataType.FLOAT, 1, columns);
        products = Nd4j.create(DataType.FLOAT, columns, maps.size(3));
        sums = Nd4j.create(DataType.FLOAT, columns, maps.size(3));
        result = Nd4j.create(DataType.FLOAT, 1, maps.size(3));
        List<Long> shape = List.of(1L, rows, 1L, across);
        ConvolutionForm form = new ConvolutionForm(shape, List.of(1L, 1L, across, 1L), shape, POINT, true);
        Convolution.Arrays given = new Convolution.Arrays(others, products, Optional.of(sums), maps);
        gradients = Convolution.backward(form, given, given, new Convolution.Wanted(false, true));
    }

    /** Computes both sums. */
    public void run() {
        gradients.run();
    }

    /** The sums Σ x · y after {@link #run}, 1×C; valid until the next call. */
    public INDArray products() {
        return Nd4j.gemm(ones, products, result, false, false, 1, 0);
    }

    /** The sums Σ x after {@link #run}, 1×C; valid until the next call. */
    public INDArray sums() {
        return Nd4j.gemm(ones, sums, result, false, false, 1, 0);
    }

    @Override
    public void close() {
        gradients.close();
        ones.close();
        products.close();
        sums.close();
        result.close();
    }
}
