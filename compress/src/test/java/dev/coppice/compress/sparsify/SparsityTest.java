package dev.coppice.compress.sparsify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.TinyTask;
import dev.coppice.compress.batch.Augmentation;
import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.importance.L2Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.compress.retrain.Schedule;
import dev.coppice.compress.retrain.TrainingLength;
import dev.coppice.compress.retrain.WeightChange;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each kind shrinks what it should, on a small U-Net of the zoo that is really trained. */
class SparsityTest {
    private static final TinyTask TASK = new TinyTask(8);
    private static final Network START = TinyTask.network(1);
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .withLength(new TrainingLength.Epochs(4))
            .withBatch(4)
            .withValidateEvery(4)
            .withSchedule(Schedule.cosine(1e-2))
            .withAugmentation(Augmentation.NONE);
    private static final ChannelPruning HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L2Norm(), ChannelWidths.ANY);

    /** Strong enough to show in the few steps of {@link #OPTIONS}. */
    private static final double STRENGTH = 10;

    private static Network trained(WeightChange change) {
        return new Retrainer(OPTIONS, Progress.SILENT, new Cancellation(), change)
                .retrain(START, Optional.empty(), TASK, TASK.evaluator())
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

    private static double norms(Network network) {
        Filters filters = new Filters(network.graph());
        double sum = 0;
        for (ChannelFamily family : ChannelAnalysis.of(network).families()) {
            if (family.reason().isEmpty()) {
                sum += Arrays.stream(ShrunkGroups.squares(filters, family))
                        .map(Math::sqrt)
                        .sum();
            }
        }
        return sum;
    }

    @Test
    void slimming_shrinks_the_scales_of_batch_normalisations() {
        assertThat(scales(trained(new Sparsity.Slimming(STRENGTH))))
                .isLessThan(0.8 * scales(trained(new Sparsity.None())));
    }

    @Test
    void group_lasso_shrinks_the_filters_of_channel_groups() {
        assertThat(norms(trained(new Sparsity.GroupLasso(STRENGTH))))
                .isLessThan(0.8 * norms(trained(new Sparsity.None())));
    }

    /** Looks at what soft pruning does in a run. */
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

    @Test
    void what_soft_pruning_zeroes_is_what_the_plan_cuts_and_the_readers_stay() {
        Network network = NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 4)
                .conv("head", "a", 2)
                .to("head", 2);

        Map<String, Tensor> zeroed =
                new Sparsity.Soft().change(network, HALF::plan).of(network, new WeightChange.Moment(0, 1, true));

        PlanStep.CutChannels cut =
                (PlanStep.CutChannels) HALF.plan(network).steps().get(0);
        assertThat(cut.cuts().get(0).keep()).containsExactly(2, 3);
        assertThat(zeroed).containsOnlyKeys("a.weight");
        float[] expected = network.graph().constant("a.weight").orElseThrow().toFloats();
        Arrays.fill(expected, 0, expected.length / 2, 0);
        assertThat(Objects.requireNonNull(zeroed.get("a.weight")).toFloats()).containsExactly(expected);
    }

    @Test
    void a_proximal_step_is_the_formula() {
        Network network = NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 4)
                .conv("head", "a", 2)
                .to("head", 2);

        Map<String, Tensor> shrunk = new Sparsity.GroupLasso(2)
                .change(network, HALF::plan)
                .of(network, new WeightChange.Moment(0, 5, false));

        // 27 weights of 1 have the norm √27 < 2 · 5: gone; of 4 the norm 4 · √27 = 20.8: 4 · (1 − 10 / 20.8) stays
        float[] values = Objects.requireNonNull(shrunk.get("a.weight")).toFloats();
        assertThat(values[0]).isZero();
        assertThat(values[values.length - 1]).isEqualTo((float) (4 * (1 - 10 / (4 * Math.sqrt(27)))), TOLERANCE);
    }

    /** Of single-precision arithmetic. */
    private static final org.assertj.core.data.Offset<Float> TOLERANCE = org.assertj.core.data.Offset.offset(1e-5f);

    /** Two convolutions with one bias: the filters of b rise with the channel, those of a fall. */
    private static Network sharedBias() {
        float[] falling = NetworkBuilder.counting(4, 3, 3, 3).toFloats();
        float[] rising = falling.clone();
        for (int i = 0; i < falling.length; i++) {
            falling[i] = 5 - rising[i];
        }
        return NetworkBuilder.small()
                .constant("a.weight", Tensor.floats(Shape.of(4, 3, 3, 3), falling))
                .constant("b.weight", Tensor.floats(Shape.of(4, 3, 3, 3), rising))
                .constant("bias", Tensor.floats(Shape.of(4), 1, 2, 3, 4))
                .node("Conv", "a", Attributes.NONE, NetworkBuilder.IMAGE, "a.weight", "bias")
                .node("Conv", "b", Attributes.NONE, NetworkBuilder.IMAGE, "b.weight", "bias")
                .node("Concat", "both", Attributes.NONE.with("axis", 1), "a", "b")
                .conv("head", "both", 2)
                .to("head", 2);
    }

    @Test
    void soft_pruning_zeroes_of_a_shared_constant_only_what_every_use_loses() {
        WeightChange.Moment end = new WeightChange.Moment(0, 1, true);
        Network network = sharedBias();
        ChannelPruning most =
                new ChannelPruning(new PruningRatio(0.75), PruningScope.LAYER, new L2Norm(), ChannelWidths.ANY);

        Map<String, Tensor> half =
                new Sparsity.Soft().change(network, HALF::plan).of(network, end);
        Map<String, Tensor> threeOfFour =
                new Sparsity.Soft().change(network, most::plan).of(network, end);

        assertThat(Objects.requireNonNull(half.get("bias")).toFloats()).containsExactly(1, 2, 3, 4);
        assertThat(zeroFilters(Objects.requireNonNull(half.get("a.weight")))).isEqualTo(2);
        assertThat(Objects.requireNonNull(threeOfFour.get("bias")).toFloats()).containsExactly(1, 0, 0, 4);
    }

    @Test
    void group_lasso_counts_and_shrinks_weights_that_two_producers_share_once() {
        Network network = NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 4)
                .node("Conv", "b", Attributes.NONE.with("pads", 1, 1, 1, 1), NetworkBuilder.IMAGE, "a.weight")
                .node("Add", "sum", "a", "b")
                .conv("head", "sum", 2)
                .to("head", 2);

        Map<String, Tensor> shrunk = new Sparsity.GroupLasso(2)
                .change(network, HALF::plan)
                .of(network, new WeightChange.Moment(0, 5, false));

        float[] values = Objects.requireNonNull(shrunk.get("a.weight")).toFloats();
        assertThat(values[values.length - 1]).isEqualTo((float) (4 * (1 - 10 / (4 * Math.sqrt(27)))), TOLERANCE);
    }

    @Test
    void slimming_a_network_without_batch_normalisation_is_refused() {
        Network network =
                NetworkBuilder.small().conv("head", NetworkBuilder.IMAGE, 2).to("head", 2);

        assertThatThrownBy(() -> new Sparsity.Slimming(1).change(network, HALF::plan))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Network 'small' has no batch normalisation whose scales slimming could shrink."
                        + " Take group-lasso.");
    }

    @Test
    void unknown_kinds_and_strengths_are_refused() {
        assertThatThrownBy(() -> Sparsity.named("hard", 1))
                .hasMessage("Training before the cut 'hard' is unknown."
                        + " Give one of none, soft, slimming, group-lasso.");
        assertThatThrownBy(() -> new Sparsity.GroupLasso(0))
                .hasMessage("The strength of sparsity is 0.0, expected a finite number above 0.");
    }
}
