package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.ChannelSums;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Several {@link ChannelMoment}s of the same maps N×H×W×C in one pass, by oneDNN.
 *
 * @param moments the moment of each result
 */
record ChannelMoments(List<ChannelMoment> moments) implements Work {
    ChannelMoments {
        moments = List.copyOf(moments);
    }

    /** This work with another moment. */
    ChannelMoments and(ChannelMoment moment) {
        List<ChannelMoment> more = new ArrayList<>(moments);
        more.add(moment);
        return new ChannelMoments(more);
    }

    @Override
    public String kind() {
        return "moments";
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray map = inputs.get(0);
        ChannelSums sums = new ChannelSums(map, map);
        return Instruction.of(
                kind(),
                () -> {
                    sums.run();
                    for (int i = 0; i < moments.size(); i++) {
                        ChannelMoment moment = moments.get(i);
                        INDArray result = outputs.get(i).reshape(1, map.size(3));
                        (moment.squared() ? sums.products() : sums.sums()).muli(moment.factor(map), result);
                    }
                },
                sums::close);
    }
}
