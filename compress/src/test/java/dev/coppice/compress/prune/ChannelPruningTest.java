package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelPruningTest {
    private static final ChannelPruning HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);

    private static final Network CHAIN = NetworkBuilder.small()
            .conv("a", IMAGE, 8)
            .node("Relu", "relu", "a")
            .conv("head", "relu", 2)
            .to("head", 2);

    private static List<String> reasons(Network network) {
        return HALF.plan(network).decisions().stream()
                .map(d -> d.where() + ": " + d.reason())
                .toList();
    }

    private static PlanStep.CutChannels step(CompressionPlan plan) {
        return (PlanStep.CutChannels) plan.steps().get(0);
    }

    @Test
    void halves_a_layer_and_keeps_its_most_important_channels() {
        CompressionPlan plan = HALF.plan(CHAIN);

        assertThat(plan.decisions())
                .containsExactly(
                        Decision.changed("channels", "a", "8 → 4 channels"),
                        Decision.declined("channels", "head", "reaches output 'head' unchanged by any contraction"));
        assertThat(step(plan).cuts())
                .containsExactly(
                        new PlanStep.ConstantCut("a", 1, 0, List.of(4, 5, 6, 7)),
                        new PlanStep.ConstantCut("head", 1, 1, List.of(4, 5, 6, 7)));
    }

    @Test
    void rewrites_what_the_plan_says() {
        Graph pruned = PlanRewriter.rewrite(CHAIN, HALF.plan(CHAIN)).graph();

        assertThat(pruned.constant("a.weight").orElseThrow())
                .isEqualTo(CHAIN.graph().constant("a.weight").orElseThrow().select(0, 4, 5, 6, 7));
        assertThat(pruned.constant("head.weight").orElseThrow().shape()).isEqualTo(Shape.of(2, 4, 3, 3));
        assertThat(pruned.outputs()).isEqualTo(CHAIN.graph().outputs());
    }

    @Test
    void a_plan_is_refused_on_its_own_result() {
        CompressionPlan plan = HALF.plan(CHAIN);
        Network pruned = PlanRewriter.rewrite(CHAIN, plan);

        assertThatThrownBy(() -> PlanRewriter.rewrite(pruned, plan))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The plan was made for a network with hash " + plan.network() + ", this one has "
                        + pruned.graph().hash()
                        + ". Replay it on the network it was made for, or plan anew for this one.");
    }

    @Test
    void a_plan_survives_being_written_and_read() {
        CompressionPlan plan = HALF.plan(CHAIN);

        assertThat(PlanFile.parse(PlanFile.format(plan), "test")).isEqualTo(plan);
    }

    @Test
    void ratio_zero_plans_nothing_and_gives_the_same_network() {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0), PruningScope.GLOBAL, new L1Norm(), ChannelWidths.ANY)
                .plan(CHAIN);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.decisions()).contains(Decision.declined("channels", "a", "ratio 0 keeps every channel"));
        assertThat(PlanRewriter.rewrite(CHAIN, plan)).isSameAs(CHAIN);
    }

    @Test
    void united_layers_are_pruned_together() {
        Network residual = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .conv("b", "a", 8)
                .node("Add", "sum", "a", "b")
                .conv("head", "sum", 2)
                .to("head", 2);

        assertThat(reasons(residual)).first().isEqualTo("a: 8 → 4 channels, together with 'b'");
        assertThat(step(HALF.plan(residual)).cuts()).hasSize(4);
    }

    @Test
    void constants_used_twice_are_stored_twice_if_cut_differently() {
        Network network = NetworkBuilder.small()
                .constant("w", NetworkBuilder.counting(4, 3, 1, 1))
                .constant("shift", Tensor.floats(Shape.of(1, 4, 1, 1), 1, 2, 3, 4))
                .node("Conv", "a", IMAGE, "w")
                .node("Add", "shifted", "a", "shift")
                .conv("head", "shifted", 4)
                .node("Add", "out", "head", "shift")
                .to("out", 4);

        Graph pruned = PlanRewriter.rewrite(network, HALF.plan(network)).graph();

        assertThat(pruned.constant("shift").orElseThrow().toFloats()).containsExactly(1, 2, 3, 4);
        assertThat(pruned.constant("shift_2").orElseThrow().toFloats()).containsExactly(3, 4);
        assertThat(pruned.node("shifted").inputs()).containsExactly("a", "shift_2");
    }

    @Test
    void grouped_convolutions_keep_equal_numbers_per_group() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .grouped("grouped", "a", 8, 2)
                .conv("head", "grouped", 2)
                .to("head", 2);

        CompressionPlan plan = HALF.plan(network);

        assertThat(step(plan).cuts())
                .contains(
                        new PlanStep.ConstantCut("grouped", 1, 1, List.of(2, 3, 6, 7)),
                        new PlanStep.ConstantCut("grouped", 1, 0, List.of(2, 3, 6, 7)));
        Graph pruned = PlanRewriter.rewrite(network, plan).graph();
        assertThat(pruned.node("grouped").attributes().integer("group", 1)).isEqualTo(2);
        assertThat(pruned.constant("grouped.weight").orElseThrow().shape()).isEqualTo(Shape.of(4, 2, 3, 3));
    }

    @Test
    void depthwise_convolutions_lose_whole_groups() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .grouped("depthwise", "a", 8, 8)
                .conv("head", "depthwise", 2)
                .to("head", 2);

        CompressionPlan plan = HALF.plan(network);

        assertThat(step(plan).attributes()).containsExactly(new PlanStep.AttributeChange("depthwise", "group", 4));
        assertThat(PlanRewriter.rewrite(network, plan)
                        .graph()
                        .constant("depthwise.weight")
                        .orElseThrow()
                        .shape())
                .isEqualTo(Shape.of(4, 1, 3, 3));
    }

    @Test
    void flattened_channels_take_all_their_positions_along() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .node("Flatten", "flat", "a")
                .constant("b", NetworkBuilder.counting(2, 128))
                .node("Gemm", "out", Attributes.NONE.with("transB", 1), "flat", "b")
                .to("out", 2);

        PlanStep.ConstantCut last = step(HALF.plan(network)).cuts().get(1);

        assertThat(last.node()).isEqualTo("out");
        assertThat(last.keep()).hasSize(64).startsWith(64).endsWith(127);
    }

    @Test
    void reshape_targets_follow_the_cut() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .constant("to", Tensor.vector(0, 8, 64))
                .constant("back", Tensor.vector(-1, 8, 8, 8))
                .node("Reshape", "rows", "a", "to")
                .node("Reshape", "image2", "rows", "back")
                .conv("head", "image2", 2)
                .to("head", 2);

        assertThat(step(HALF.plan(network)).sizes())
                .containsExactly(
                        new PlanStep.SizeChange("rows", 1, List.of(0L, 4L, 64L)),
                        new PlanStep.SizeChange("image2", 1, List.of(-1L, 4L, 8L, 8L)));
    }

    @Test
    void every_part_of_a_split_keeps_a_channel() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .constant("from", Tensor.vector(0))
                .constant("middle", Tensor.vector(2))
                .constant("end", Tensor.vector(8))
                .constant("axis", Tensor.vector(1))
                .node("Slice", "low", "a", "from", "middle", "axis")
                .node("Slice", "high", "a", "middle", "end", "axis")
                .conv("b", "low", 2)
                .conv("c", "high", 2)
                .node("Add", "out", "b", "c")
                .to("out", 2);

        CompressionPlan plan = HALF.plan(network);

        assertThat(step(plan).cuts()).contains(new PlanStep.ConstantCut("b", 1, 1, List.of(1)));
        assertThat(step(plan).cuts()).contains(new PlanStep.ConstantCut("c", 1, 1, List.of(3, 4, 5)));
        assertThat(step(plan).sizes())
                .contains(
                        new PlanStep.SizeChange("low", 2, List.of(1L)),
                        new PlanStep.SizeChange("high", 1, List.of(1L)),
                        new PlanStep.SizeChange("high", 2, List.of(4L)));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1, 4", "0.5, 3, 3", "0.9, 4, 4", "0.25, 8, 8", "0.1, 16, 8", "0.3, 2, 6"})
    void the_kept_number_is_rounded_to_a_multiple(double ratio, int round, int kept) {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(ratio), PruningScope.LAYER, new L1Norm(), new WidthMultiples(round))
                .plan(CHAIN);

        assertThat(PlanRewriter.rewrite(CHAIN, plan)
                        .graph()
                        .constant("a.weight")
                        .orElseThrow()
                        .shape()
                        .size(0))
                .isEqualTo(kept);
    }

    @Test
    void global_scope_takes_from_the_layers_that_matter_least_but_never_all() {
        Network network = NetworkBuilder.small()
                .constant("even", Tensor.floats(Shape.of(10, 3, 1, 1), filled(30)))
                .node("Conv", "a", IMAGE, "even")
                .conv("b", "a", 10)
                .conv("head", "b", 2)
                .to("head", 2);

        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.2), PruningScope.GLOBAL, new L1Norm(), ChannelWidths.ANY)
                .plan(network);

        assertThat(plan.decisions().get(0).reason())
                .isEqualTo("loses none of its 10 channels: others of the network matter less");
        assertThat(plan.decisions().get(1).reason()).isEqualTo("10 → 6 channels");
        CompressionPlan harsh = new ChannelPruning(
                        new PruningRatio(0.95), PruningScope.GLOBAL, new L1Norm(), ChannelWidths.ANY)
                .plan(network);
        assertThat(harsh.decisions().get(0).reason()).isEqualTo("10 → 1 channels, at the ceiling of 0.9");
    }

    @Test
    void a_global_ratio_counts_all_channels_of_the_layers_that_can_be_cut_as_other_scopes_do() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 16)
                .constant("from", Tensor.vector(0))
                .constant("middle", Tensor.vector(3))
                .constant("axis", Tensor.vector(1))
                .node("Slice", "low", "a", "from", "middle", "axis")
                .node("Add", "tinted", "low", IMAGE)
                .node("Concat", "joined", Attributes.NONE.with("axis", 1), "a", "tinted")
                .conv("head", "joined", 2)
                .to("head", 2);

        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.GLOBAL, new L1Norm(), ChannelWidths.ANY)
                .plan(network);

        assertThat(plan.decisions().get(0).reason()).startsWith("16 → 8 channels");
        assertThat(plan.decisions()).noneMatch(d -> d.where().equals(ChannelPruning.TARGET));
    }

    private static float[] filled(int size) {
        float[] values = new float[size];
        Arrays.fill(values, 1);
        return values;
    }

    @Test
    void a_criterion_that_gives_no_number_is_an_error() {
        ImportanceCriterion broken = new ImportanceCriterion() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public Fingerprint fingerprint() {
                return Fingerprint.of("Broken");
            }

            @Override
            public List<double[]> scores(Network network, List<Producer> producers) {
                return List.of(new double[] {Double.NaN});
            }
        };

        assertThatThrownBy(
                        () -> new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, broken, ChannelWidths.ANY)
                                .plan(CHAIN))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Criterion 'broken' gave [NaN] for 'a', expected one finite score for each of its 8 channels.");
    }

    @Test
    void rounding_to_nothing_is_refused() {
        assertThatThrownBy(() -> new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), new WidthMultiples(0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Channels cannot be rounded to a multiple of 0. Give 1 or more, such as 8.");
    }
}
