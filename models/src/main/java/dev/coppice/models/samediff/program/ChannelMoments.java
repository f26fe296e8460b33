package dev.coppice.models.samediff.program;

import dev.coppice.models.samediff.onednn.ChannelStatistics;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum or mean of each channel over images and pixels, of maps N×H×W×C, and the sum of squares; then room for a map.
 *
 * @param averaged whether it is the mean
 */
record ChannelMoments(boolean averaged) implements Work {
    @Override
    public String kind() {
        return "moments";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray maps = inputs.get(0);
        long channels = maps.size(3);
        double pixels = (double) maps.length() / channels;
        INDArray first = outputs.get(0).reshape(channels);
        INDArray squares = outputs.get(1).reshape(channels);
        ChannelStatistics statistics = new ChannelStatistics(maps, outputs.get(2));
        return Instruction.of(
                kind(),
                () -> {
                    statistics.run();
                    statistics
                            .mean()
                            .muli(statistics.mean(), squares)
                            .addi(statistics.variance())
                            .muli(pixels);
                    statistics.mean().muli(averaged ? 1 : pixels, first);
                },
                statistics::close);
    }
}
