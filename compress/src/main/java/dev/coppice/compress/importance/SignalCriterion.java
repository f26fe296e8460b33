package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Criterion on the values of channels while the network runs on pictures: the mean of one number per picture. */
interface SignalCriterion extends ImportanceCriterion {
    /** The pictures. */
    GradientSource calibration();

    /** One number for each channel of a signal, from its values for one picture in C order. */
    double[] scores(Signal signal, float[] values);

    @Override
    default List<double[]> scores(Network network, List<Producer> producers) {
        List<Signal> signals =
                producers.stream().map(p -> Signal.of(network, p)).toList();
        List<String> tensors = signals.stream().map(Signal::tensor).distinct().toList();
        List<double[]> sums =
                signals.stream().map(s -> new double[s.channels()]).toList();
        calibration().values(network, tensors, values -> {
            for (int i = 0; i < sums.size(); i++) {
                Signal signal = signals.get(i);
                double[] own = scores(signal, Objects.requireNonNull(values.get(signal.tensor())));
                double[] sum = sums.get(i);
                Arrays.setAll(sum, c -> sum[c] + own[c] / calibration().count());
            }
        });
        return sums;
    }
}
