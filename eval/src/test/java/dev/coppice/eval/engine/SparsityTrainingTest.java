package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.importance.L2Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.Augmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Kinds of sparsity, each of which shrinks what it should on a small U-Net that is really trained. */
class SparsityTrainingTest {
    private static final TinyTask TASK = new TinyTask(8);
    private static final Network START = TinyTask.network(1);
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Epochs(4))
                    .batch(4)
                    .validateEvery(4)
                    .schedule(Schedule.cosine(1e-2))
                    .augmentation(Augmentation.NONE));
    private static final ChannelPruning HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L2Norm(), ChannelWidths.ANY);

    /** A strength that shows in the few steps of {@link #OPTIONS}. */
    private static final double STRENGTH = 10;

    private static Network trained(WeightChange change) {
        return new Retrainer(OPTIONS, Progress.SILENT, new Cancellation(), change)
                .retrain(START, Optional.empty(), TASK, new OnnxEvaluator(TASK, "val"))
                .network();
    }

    private static Network trained(Sparsity kind) {
        return trained(kind.change(START, HALF::plan));
    }

    private static double scales(Network network) {
        return network.graph().nodes().stream()
                .filter(n -> n.is("BatchNormalization"))
                .flatMapToDouble(n -> {
                    float[] scale =
                            network.graph().constant(n.input(1)).orElseThrow().toFloats();
                    return Arrays.stream(boxed(scale)).mapToDouble(Math::abs);
                })
                .sum();
    }

    private static Float[] boxed(float... values) {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, i -> values[i]);
        return boxed;
    }

    /** The sum over coupled channels of the Euclidean norm of their filters. */
    private static double norms(Network network) {
        double sum = 0;
        for (ChannelGroup group : ChannelAnalysis.of(network).groups()) {
            if (group.reason().isEmpty()) {
                double[] squares = new double[group.size()];
                group.producers().forEach(producer -> addSquares(network, producer, squares));
                sum += Arrays.stream(squares).map(Math::sqrt).sum();
            }
        }
        return sum;
    }

    private static void addSquares(Network network, Producer producer, double... squares) {
        Tensor weights = network.graph().constant(producer.weights()).orElseThrow();
        for (int c = 0; c < producer.members().size(); c++) {
            for (float w : weights.select(producer.axis(), c).toFloats()) {
                squares[producer.members().get(c)] += (double) w * w;
            }
        }
    }

    @Test
    void slimming_shrinks_the_scales_of_batch_normalisations() {
        assertThat(scales(trained(new Sparsity.Slimming(STRENGTH))))
                .isLessThan(0.8 * scales(trained(new Sparsity.None())));
    }

    @Test
    void group_lasso_shrinks_the_filters_of_coupled_channels() {
        assertThat(norms(trained(new Sparsity.GroupLasso(STRENGTH))))
                .isLessThan(0.8 * norms(trained(new Sparsity.None())));
    }

    /** An observer of soft pruning in a run. */
    private static final class Recorder implements WeightChange {
        private final WeightChange soft = new Sparsity.Soft().change(START, HALF::plan);
        private final List<Map<String, Tensor>> zeroed = new ArrayList<>();
        private final List<Network> before = new ArrayList<>();

        @Override
        public boolean comesAfter(Moment moment) {
            return soft.comesAfter(moment);
        }

        @Override
        public Map<String, Tensor> of(Network network, Moment moment) {
            before.add(network);
            zeroed.add(soft.of(network, moment));
            return zeroed.get(zeroed.size() - 1);
        }
    }

    @Test
    void soft_pruning_zeroes_what_would_be_cut_after_every_epoch_and_it_may_grow_again() {
        Recorder recorder = new Recorder();

        Network result = trained(recorder);

        assertThat(recorder.zeroed).hasSize(4);
        String weights = START.graph().node("enc1.conv2").input(1);
        int filters = zeroFilters(Objects.requireNonNull(recorder.zeroed.get(0).get(weights)));
        assertThat(filters).isPositive();
        assertThat(zeroFilters(recorder.before.get(1).graph().constant(weights).orElseThrow()))
                .as("filters that are still zero an epoch later")
                .isLessThan(filters);
        for (Map.Entry<String, Tensor> last : recorder.zeroed.get(3).entrySet()) {
            assertThat(result.graph().constant(last.getKey())).contains(last.getValue());
        }
        assertThat(recorder.zeroed.get(3).keySet())
                .contains(
                        START.graph().node("enc1.norm2").input(1),
                        START.graph().node("enc1.norm2").input(2));
    }

    private static int zeroFilters(Tensor weights) {
        int zero = 0;
        for (int c = 0; c < weights.shape().size(0); c++) {
            float[] filter = weights.select(0, c).toFloats();
            zero += Arrays.equals(filter, new float[filter.length]) ? 1 : 0;
        }
        return zero;
    }
}
