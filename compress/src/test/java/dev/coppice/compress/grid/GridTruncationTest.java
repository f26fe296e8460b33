package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridTruncationTest {
    /** The axis on half the grid: old taps are half a new sample apart. */
    private static final KernelAxis HALVED = new KernelAxis(0.5, 1, 0);

    private static GridTruncation truncation(String limit, String region) {
        return new GridTruncation(Grid.parse(limit), Region.parse(region), Resampling.AREA);
    }

    private static Network truncated(Network network, String limit, String region) {
        return PlanRewriter.rewrite(network, truncation(limit, region).plan(network));
    }

    private static Shape map(Network network, String tensor) {
        return network.shapes(1).of(tensor);
    }

    @Test
    void caps_the_decoder_restores_the_output_once_and_leaves_the_encoder() {
        Network network = Networks.unet(16, 24);

        CompressionPlan plan = truncation("1/2", "decoder").plan(network);

        Resample half = new Resample(Resampling.AREA, new Grid(1, 2));
        Resample full = new Resample(Resampling.AREA, Grid.FULL);
        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep.InsertResample("e0", List.of("c0"), half, "e0/grid_1_2"),
                        new PlanStep.TransposedToConv("u0"),
                        new PlanStep.ResampleKernel("d0", HALVED, HALVED),
                        new PlanStep.InsertResample("y", List.of(), full, "y/grid_1_2"));
        assertThat(plan.decisions())
                .contains(
                        Decision.changed("truncation", "d0", "reads 1/2 instead of 1/1, its kernel is resampled"),
                        Decision.declined("truncation", "d1", "reads 1/2 (8×12), within the limit of 1/2"),
                        Decision.changed("truncation", "y", "output restored from 1/2 (8×12) to 1/1 (16×24), area"));
    }

    @ParameterizedTest
    @CsvSource({
        "1/2,decoder",
        "1/4,decoder",
        "1/8,decoder",
        "1/3,decoder",
        "3/4,all",
        "1/2,all",
        "1/4,all",
        "1/8,all",
        "1/3,all",
        "1/2x1/4,decoder",
        "1/1x1/2,decoder",
        "1/4x1/1,all",
        "1/8x1/3,all",
        "1/2,p0",
        "1/4,e1"
    })
    void keeps_the_outputs_shape_at_the_cards_size_and_at_crops(String limit, String region) {
        Network network = Networks.unet(48, 72);

        Network changed = truncated(network, limit, region);

        assertThat(map(changed, "y")).isEqualTo(Shape.of(1, 4, 48, 72));
        for (Shape crop : List.of(Shape.of(2, 3, 24, 32), Shape.of(2, 3, 4, 8), Shape.of(1, 3, 52, 44))) {
            Shapes shapes = Shapes.infer(changed.graph(), Map.of(IMAGE, crop));
            assertThat(shapes.of("y")).isEqualTo(Shape.of(crop.size(0), 4, crop.size(2), crop.size(3)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1/2,decoder",
        "1/4,decoder",
        "1/3,decoder",
        "1/2,all",
        "1/4,all",
        "1/3,all",
        "1/5,all",
        "1/2x1/4,decoder",
        "1/1x1/2,decoder",
        "1/4x1/1,all",
        "1/8x1/3,all"
    })
    void costs_less_and_plans_nothing_on_its_own_result(String limit, String region) {
        Network network = Networks.unet(48, 72);

        Network once = truncated(network, limit, region);
        CompressionPlan again = truncation(limit, region).plan(once);

        assertThat(Cost.of(once).macs()).isLessThan(Cost.of(network).macs());
        assertThat(again.steps()).isEmpty();
        assertThat(again.decisions()).isNotEmpty().noneMatch(Decision::changed);
        assertThat(PlanRewriter.rewrite(once, again)).isSameAs(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decoder", "all", "e1"})
    void the_full_band_is_the_identity(String region) {
        Network network = Networks.unet(16, 24);

        assertThat(truncated(network, "1/1", region)).isSameAs(network);
    }

    @Test
    void axes_are_capped_each_at_its_own_limit() {
        Network network = Networks.unet(16, 24);

        CompressionPlan plan = truncation("1/1x1/2", "all").plan(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(map(changed, "e0")).isEqualTo(Shape.of(1, 4, 16, 12));
        assertThat(map(changed, "e1")).isEqualTo(Shape.of(1, 4, 8, 12));
        assertThat(map(changed, "e2")).isEqualTo(map(network, "e2"));
        assertThat(plan.steps())
                .contains(new PlanStep.InsertResample(
                        "image",
                        List.of("e0"),
                        new Resample(Resampling.AREA, new Grid(1, 1, 1, 2)),
                        "image/grid_1_1x1_2"));
        assertThat(plan.decisions())
                .contains(
                        Decision.changed("truncation", "e0", "reads 1/1x1/2 instead of 1/1, its kernel is resampled"));
    }

    @Test
    void a_stride_that_differs_between_the_axes_is_said_for_both() {
        Network network = Networks.random(16, 16)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 3, window(3, 2, 1))
                .conv("c", "b", 4)
                .conv("y", "c", 4, 1)
                .to("y");

        CompressionPlan plan = truncation("1/2x1/1", "all").plan(network);

        assertThat(plan.decisions())
                .contains(Decision.changed(
                        "truncation",
                        "b",
                        "reads 1/2x1/1 instead of 1/1, stride 2 becomes 1x2, its kernel is resampled"));
    }

    @Test
    void pools_inside_become_the_identity_and_coarser_maps_stay() {
        Network network = Networks.unet(16, 24);

        Network changed = truncated(network, "1/2", "all");

        assertThat(changed.graph().hasNode("p0")).isFalse();
        assertThat(map(changed, "e0")).isEqualTo(Shape.of(1, 4, 8, 12));
        assertThat(map(changed, "p1")).isEqualTo(map(network, "p1"));
    }

    @Test
    void one_resample_serves_all_readers_of_a_tensor() {
        Network network = Networks.random(16, 16)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4)
                .conv("c", "a", 4)
                .concat("d", "b", "c", "a")
                .conv("y", "d", 4, 1)
                .to("y");

        CompressionPlan plan = truncation("1/2", "a").plan(network);

        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep.InsertResample(
                                "a",
                                List.of("b", "c", "d"),
                                new Resample(Resampling.AREA, new Grid(1, 2)),
                                "a/grid_1_2"),
                        new PlanStep.ResampleKernel("b", HALVED, HALVED),
                        new PlanStep.ResampleKernel("c", HALVED, HALVED),
                        new PlanStep.InsertResample(
                                "y", List.of(), new Resample(Resampling.AREA, Grid.FULL), "y/grid_1_2"));
    }

    @Test
    void strides_follow_the_grids_and_dilations_their_ratio() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4, 3, window(3, 4, 1))
                .conv("c", "a", 4, 3, window(3, 1, 8))
                .conv("d", "c", 4, 5, window(5, 2, 1))
                .resize("e", "d", 2)
                .concat("f", "a", "e")
                .conv("g", "f", 4, 1)
                .resize("h", "b", 4)
                .concat("i", "g", "h")
                .conv("y", "i", 4, 1)
                .to("y");

        CompressionPlan plan = truncation("1/2", "all").plan(network);

        assertThat(plan.steps())
                .contains(
                        new PlanStep.SetWindow("b", List.of(2, 2), List.of(1, 1), List.of(1, 1, 1, 1)),
                        new PlanStep.SetWindow("c", List.of(1, 1), List.of(4, 4), List.of(4, 4, 4, 4)),
                        new PlanStep.SetWindow("d", List.of(1, 1), List.of(1, 1), List.of(2, 2, 2, 2)),
                        // an output sample of b lies at the centre of its old samples, an input sample a quarter before
                        new PlanStep.ResampleKernel("b", new KernelAxis(0.5, 1, -0.25), new KernelAxis(0.5, 1, -0.25)),
                        new PlanStep.BypassNode("e"),
                        new PlanStep.ReplaceByResample("h", new Resample(Resampling.BILINEAR, new Grid(1, 2))));
        assertThat(map(PlanRewriter.rewrite(network, plan), "y")).isEqualTo(Shape.of(1, 4, 32, 32));
    }

    @Test
    void a_resize_decoder_drops_its_resizes_and_the_last_grows_further() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4, 3, window(3, 2, 1))
                .conv("b", "a", 4, 3, window(3, 2, 1))
                .resize("up1", "b", 2)
                .concat("c", "a", "up1")
                .conv("d", "c", 4)
                .resize("y", "d", 2)
                .to("y");

        CompressionPlan plan = truncation("1/4", "decoder").plan(network);

        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep.InsertResample(
                                "a", List.of("c"), new Resample(Resampling.AREA, new Grid(1, 4)), "a/grid_1_4"),
                        new PlanStep.ResampleKernel("d", HALVED, HALVED),
                        new PlanStep.ReplaceByResample("y", new Resample(Resampling.BILINEAR, Grid.FULL)),
                        new PlanStep.BypassNode("up1"));
    }

    @Test
    void a_last_transposed_convolution_upsamples_and_the_output_grows_from_there() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4, 3, window(3, 2, 1))
                .conv("b", "a", 4)
                .transposed("y", "b", 4, 2)
                .to("y");

        Network changed = truncated(network, "1/4", "a");

        assertThat(map(changed, "y/grid_1_2")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(map(changed, "y")).isEqualTo(Shape.of(1, 4, 32, 32));
    }

    @Test
    void a_strided_convolution_that_reaches_the_limit_keeps_its_fine_input() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4, 3, window(3, 2, 1))
                .conv("b", "a", 4)
                .resize("y", "b", 2)
                .to("y");

        CompressionPlan plan = truncation("1/2", "all").plan(network);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.decisions())
                .contains(Decision.declined(
                        "truncation", "a", "its stride leads to 1/2 already; a coarser input would save no MACs"));
    }

    /** With 45 rows MaxPool rounds down to 22 where ⌈·⌉ says 23, and a strided convolution rounds up. */
    @ParameterizedTest
    @CsvSource({"1/32,all", "1/16,all", "1/8,all", "1/24,all", "1/32,p0", "1/32,decoder", "1/64,decoder"})
    void windows_that_round_down_and_grids_that_round_up_are_brought_together(String limit, String region) {
        Network network = Networks.random(360, 480)
                .conv("a", IMAGE, 4, 3, window(3, 8, 1))
                .pool("p0", "a")
                .conv("b", "p0", 4)
                .pool("q", "p0")
                .conv("c", "q", 4)
                .node(Node.of("Resize", "up", Attributes.NONE.with("mode", "linear"), "c", "", "", "up.sizes"))
                .constant("up.sizes", Tensor.vector(1, 4, 22, 30))
                .concat("d", "b", "up")
                .conv("e", "d", 4)
                .resize("f", "e", 16)
                .node(Node.of("Resize", "y", Attributes.NONE.with("mode", "linear"), "f", "", "", "y.sizes"))
                .constant("y.sizes", Tensor.vector(1, 4, 360, 480))
                .to("y");

        CompressionPlan plan =
                new GridTruncation(Grid.parse(limit), Region.parse(region), Resampling.BILINEAR).plan(network);

        assertThat(map(PlanRewriter.rewrite(network, plan), "y")).isEqualTo(Shape.of(1, 4, 360, 480));
    }

    @Test
    void plans_survive_their_json() {
        CompressionPlan plan = truncation("1/3", "all").plan(Networks.unet(48, 72));

        assertThat(PlanFile.parse(PlanFile.format(plan), "here")).isEqualTo(plan);
    }

    @Test
    void a_region_that_catches_nothing_is_an_input_error() {
        Network network = Networks.random(16, 16).conv("y", IMAGE, 4).to("y");

        assertThatThrownBy(() -> truncation("1/2", "decoder").plan(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Truncation from 'decoder' catches nothing: network 'small' has no upsampling (ConvTranspose"
                                + " with a stride, Resize) of a map larger than 1×1. Give region all or the name of a"
                                + " tensor.");
        assertThatThrownBy(() -> truncation("1/2", "y").plan(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("catches nothing: no node of network 'small' reads it");
    }

    @Test
    void an_unknown_tensor_is_an_input_error_with_suggestions() {
        Network network = Networks.unet(16, 16);

        assertThatThrownBy(() -> truncation("1/2", "u3").plan(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no tensor of that name. The nearest are [u1, u0, e0]");
    }

    @Test
    void what_stands_behind_the_logits_reads_them_restored() {
        Network plain = Networks.unet(16, 24);
        Graph graph = GraphRewriter.apply(
                plain.graph(),
                List.of(
                        new GraphEdit.AddNode(Node.of("Softmax", "p", Attributes.NONE.with("axis", 1), "y")),
                        new GraphEdit.DeclareOutputs(List.of(new TensorInfo("p", ElementType.FLOAT, List.of())))));
        NetworkCard card = plain.card();
        Network tailed = new Network(
                graph,
                new NetworkCard(
                        card.name(),
                        card.input(),
                        new OutputSpec("p", card.output().kind()),
                        card.classes()));

        Network truncated = truncated(tailed, "1/2", "decoder");

        assertThat(map(truncated, "p")).isEqualTo(Shape.of(1, 4, 16, 24));
        assertThat(truncated.body().graph().nodes())
                .hasSameSizeAs(truncated(plain, "1/2", "decoder").graph().nodes());
        assertThat(Resample.isResample(
                        truncated.graph().producer(truncated.tail().logits()).orElseThrow()))
                .isTrue();
    }
}
