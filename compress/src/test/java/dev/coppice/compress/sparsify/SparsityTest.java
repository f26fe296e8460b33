package dev.coppice.compress.sparsify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.importance.L2Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Effects of each kind on the weights of a small network in one step. */
class SparsityTest {
    private static final ChannelPruning HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L2Norm(), ChannelWidths.ANY);

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

        // 27 weights of 1 have the norm √27 < 2 · 5 and go; weights of 4 have 4 · √27 = 20.8 and keep 4 · (1 − 10 /
        // 20.8)
        float[] values = Objects.requireNonNull(shrunk.get("a.weight")).toFloats();
        assertThat(values[0]).isZero();
        assertThat(values[values.length - 1]).isEqualTo((float) (4 * (1 - 10 / (4 * Math.sqrt(27)))), TOLERANCE);
    }

    /** The error of single-precision arithmetic. */
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
