package dev.coppice.compress.cutoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.resample.SoftCrop;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preparation of learned cut-offs, and their freezing. */
class CutoffLearningTest {
    private static final Network NETWORK = network();

    /** Three convolutions that keep 32×32 pixels, two of them followed by a ReLU. */
    private static Network network() {
        Attributes same = Attributes.NONE.with("pads", 1, 1, 1, 1);
        List<Dimension> image = List.of(Dimension.open("N"), Dimension.of(3), Dimension.open("H"), Dimension.open("W"));
        Graph graph = new Graph(
                "three",
                List.of(new TensorInfo("input", ElementType.FLOAT, image)),
                List.of(new TensorInfo("logits", ElementType.FLOAT, List.of())),
                List.of(
                        Node.of("Conv", "c0", same, "input", "w0"),
                        Node.of("Relu", "r0", Attributes.NONE, "c0"),
                        Node.of("Conv", "c1", same, "r0", "w1"),
                        Node.of("Relu", "r1", Attributes.NONE, "c1"),
                        Node.of("Conv", "logits", same, "r1", "w2")),
                Map.of("w0", weights(6, 3), "w1", weights(6, 6), "w2", weights(2, 6)));
        return new Network(graph, NetworkCard.unknown("three", "input", Shape.of(1, 3, 32, 32), "logits"));
    }

    private static Tensor weights(int out, int in) {
        float[] values = new float[out * in * 9];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        return Tensor.floats(Shape.of(out, in, 3, 3), values);
    }

    private static LearnedTruncation pass(double penalty) {
        return new LearnedTruncation(new Region.All(), Resampling.AREA, penalty);
    }

    @Test
    void soft_crops_stand_where_the_truncation_resamples_and_go_without_a_trace() {
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(1));

        assertThat(learning.softened().graph().nodes().stream().filter(SoftCrop::isSoftCrop))
                .extracting(n -> n.output())
                .containsExactlyInAnyOrder("input/cutoff", "logits");
        assertThat(learning.hardened(learning.softened()).graph().hash())
                .isEqualTo(NETWORK.graph().hash());
        assertThat(learning.cutoffs(learning.softened())).isEqualTo(new Cutoffs(1, 1));
        assertThat(Cost.of(learning.softened()).macs())
                .isEqualTo(Cost.of(NETWORK).macs());
    }

    @Test
    void the_plan_says_what_was_learned_and_replays_on_the_original() {
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(1));
        Network soft = learning.softened()
                .with(learning.softened().graph().withConstants(learning.stored(new Cutoffs(0.49, 0.3))));

        CompressionPlan plan = learning.plan(soft);

        assertThat(plan)
                .extracting(CompressionPlan::network)
                .isEqualTo(NETWORK.graph().hash());
        assertThat(PlanRewriter.rewrite(NETWORK, plan).graph().hash())
                .isEqualTo(learning.frozen(soft).graph().hash());
        double left =
                100.0 * Cost.of(learning.frozen(soft)).macs() / Cost.of(NETWORK).macs();
        assertThat(left).isLessThan(50);
        assertThat(plan.decisions().get(0))
                .isEqualTo(Decision.changed(
                        "learned",
                        "region all",
                        "cut-offs learned from 1.000x1.000 to 0.490x0.300 of the input's frequencies at penalty 1.0;"
                                + " frozen to 1/2x5/16, which leaves " + String.format(Locale.ROOT, "%.1f", left)
                                + " % of the MACs"));
        assertThat(plan.decisions())
                .contains(
                        Decision.changed("truncation", "c0", "reads 1/2x5/16 instead of 1/1, its kernel is resampled"));
    }

    @Test
    void the_price_is_the_planners_at_its_grids_and_rises_with_the_limits() {
        LearnedTruncation pass = pass(1);
        MacsSurface macs = MacsSurface.of(new LimitCosts(NETWORK, pass));
        Grid grid = new Grid(1, 2, 1, 4);
        Network cut = PlanRewriter.rewrite(NETWORK, pass.at(grid).plan(NETWORK));

        double expected = (double) Cost.of(cut).macs() / Cost.of(NETWORK).macs();

        assertThat(macs.share(new Cutoffs(0.5, 0.25))).isCloseTo(expected, within(1e-12));
        assertThat(macs.share(new Cutoffs(1, 1))).isEqualTo(1);
        for (double h = 0.07; h < 1; h += 0.03) {
            for (double w = 0.07; w < 1; w += 0.03) {
                Cutoffs slope = macs.slope(new Cutoffs(h, w));
                double rise = macs.share(new Cutoffs(h + 1e-7, w)) - macs.share(new Cutoffs(h, w));
                assertThat(slope.height()).isNotNegative().isCloseTo(rise / 1e-7, within(1e-5));
                assertThat(slope.width()).isNotNegative();
            }
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"1,1", "0.5,0.5", "0.50001,0.49", "0.501,0.25", "0.01,0.99", "0.3,0.3"})
    void cutoffs_are_frozen_to_the_cheapest_grid_that_holds_them(double height, double width) {
        Cutoffs cutoffs = new Cutoffs(height, width);
        LimitCosts costs = new LimitCosts(NETWORK, pass(1));

        Grid grid = costs.cheapest(cutoffs);

        assertThat((double) grid.share(0).p() / grid.share(0).q()).isGreaterThanOrEqualTo(height - 1e-4);
        assertThat((double) grid.share(1).p() / grid.share(1).q()).isGreaterThanOrEqualTo(width - 1e-4);
        Grid least = new Grid(Cutoffs.rung(height), 16, Cutoffs.rung(width), 16).reduced();
        assertThat(costs.of(grid)).isLessThanOrEqualTo(Math.min(1, costs.of(least)));
    }

    @Test
    void a_region_that_no_limit_makes_cheaper_is_refused() {
        LearnedTruncation last = new LearnedTruncation(new Region.DownstreamOf("c1"), Resampling.DCT, 1);
        LearnedTruncation empty = new LearnedTruncation(new Region.Decoder(), Resampling.AREA, 1);

        assertThatThrownBy(() -> CutoffLearning.of(NETWORK, empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Truncation from 'decoder' catches nothing");
        assertThat(last.plan(NETWORK).steps()).isEmpty();
        assertThat(last.plan(NETWORK).decisions())
                .containsExactly(Decision.declined(
                        "learned", "region c1", "cut-offs are learned in training, and none was done"));
    }
}
