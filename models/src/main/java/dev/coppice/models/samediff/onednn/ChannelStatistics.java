package dev.coppice.models.samediff.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.Arrays;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Mean and variance of each channel over images and pixels, of maps N×H×W×C. */
public final class ChannelStatistics implements AutoCloseable {
    private final Kernels kernels = new Kernels();
    private final INDArray mean;
    private final INDArray variance;

    /**
     * For arrays that do not change.
     *
     * @param room of the maps' shape; oneDNN knows statistics only as a part of normalising
     */
    public ChannelStatistics(INDArray maps, INDArray room) {
        mean = Nd4j.zeros(DataType.FLOAT, maps.size(3));
        variance = Nd4j.zeros(DataType.FLOAT, maps.size(3));
        memory.desc map = kernels.map(Arrays.stream(maps.shape()).boxed().toList());
        memory.desc vector = kernels.vector(maps.size(3));
        batch_normalization_forward.desc wanted =
                kernels.own(new batch_normalization_forward.desc(dnnl_forward_training, map, 1, 0));
        IntMemoryMap arguments = kernels.own(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, kernels.memory(map, maps));
        arguments.put(DNNL_ARG_DST, kernels.memory(map, room));
        arguments.put(DNNL_ARG_MEAN, kernels.memory(vector, mean));
        arguments.put(DNNL_ARG_VARIANCE, kernels.memory(vector, variance));
        kernels.execute(
                new batch_normalization_forward(
                        kernels.own(new batch_normalization_forward.primitive_desc(wanted, OneDnn.engine()))),
                arguments);
    }

    /** C, after {@link #run}. */
    public INDArray mean() {
        return mean;
    }

    /** C, after {@link #run}. */
    public INDArray variance() {
        return variance;
    }

    /** Computes both. */
    public void run() {
        kernels.run();
    }

    @Override
    public void close() {
        kernels.close();
        mean.close();
        variance.close();
    }
}
