package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that cannot work on another grid: they read their own, with a reason, and what follows is capped again. */
class KeptGridTest {
    private static final Resample FULL = new Resample(Resampling.AREA, Grid.FULL);

    private static CompressionPlan halved(Network network) {
        return new GridTruncation(new Grid(1, 2), new Region.All(), Resampling.AREA).plan(network);
    }

    /** Two convolutions that gain from truncation; the test adds the node {@code z} that reads {@code b}. */
    private static NetworkBuilder start() {
        return Networks.random(32, 32).conv("a", IMAGE, 4).conv("b", "a", 4);
    }

    /** The node reads the full grid, and the convolution after it is truncated again. */
    private static void assertKeeps(Network network, String reason) {
        CompressionPlan plan = halved(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.decisions()).contains(Decision.declined("truncation", "z", reason + "; it keeps its grid"));
        assertThat(plan.steps()).contains(new PlanStep.InsertResample("b", List.of("z"), FULL, "b/grid_1_1"));
        assertThat(changed.shapes(1).of("z")).isEqualTo(network.shapes(1).of("z"));
        assertThat(changed.shapes(1).of("y")).isEqualTo(network.shapes(1).of("y"));
    }

    @Test
    void a_kernel_of_patches() {
        Network network = start().conv("z", "b", 4, 2, Attributes.NONE.with("strides", 2, 2))
                .conv("y", "z", 4, 1)
                .to("y");

        assertThat(halved(network).decisions())
                .contains(Decision.declined(
                        "truncation",
                        "z",
                        "its kernel 2×2 with a stride of 2 reads patches, which a coarser grid would blur; it keeps its"
                                + " grid"));
    }

    @Test
    void pads_that_change_the_maps_extent() {
        assertKeeps(
                start().conv("z", "b", 4, 3, Attributes.NONE)
                        .conv("y", "z", 4, 1)
                        .to("y"),
                "its pads [0, 0] and [0, 0] change the map's extent");
    }

    @Test
    void a_mask_over_height_and_width() {
        float[] mask = new float[32 * 32];
        mask[5] = 1;

        assertKeeps(
                added(Tensor.floats(Shape.of(1, 1, 32, 32), mask)),
                "its input 'position', 1×1×32×32, has a value for each position and holds 2 different values, as masks do,"
                        + " which cannot be resampled");
    }

    @Test
    void values_over_height_and_width_that_are_not_finite() {
        float[] values = new float[32 * 32];
        values[5] = Float.NEGATIVE_INFINITY;

        assertKeeps(
                added(Tensor.floats(Shape.of(1, 1, 32, 32), values)),
                "its input 'position', 1×1×32×32, has a value for each position and holds values that are not finite,"
                        + " which cannot be resampled");
    }

    @Test
    void a_constant_over_height_and_width_is_resampled_and_keeps_nothing() {
        Network network = added(NetworkBuilder.counting(32 * 32).reshape(Shape.of(1, 1, 32, 32)));

        CompressionPlan plan = halved(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.decisions())
                .contains(Decision.changed(
                        "truncation", "z", "its constants over height and width are resampled: 'position'"));
        Tensor half =
                changed.graph().constant(changed.graph().node("z").input(1)).orElseThrow();
        assertThat(half.shape()).isEqualTo(Shape.of(1, 1, 16, 16));
        assertThat(half.toFloats()).startsWith(17.5f, 19.5f, 21.5f);
        assertThat(halved(changed).steps()).isEmpty();
    }

    private static Network added(Tensor position) {
        return start().node(Node.of("Add", "z", Attributes.NONE, "b", "position"))
                .constant("position", position)
                .conv("y", "z", 4, 1)
                .to("y");
    }

    @Test
    void a_reshape_to_positions_and_back_keeps_nothing() {
        Network network = start().node(Node.of("Reshape", "z", Attributes.NONE, "b", "flat"))
                .constant("flat", Tensor.vector(0, 4, 1024))
                .node(Node.of("Reshape", "back", Attributes.NONE, "z", "map"))
                .constant("map", Tensor.vector(0, 4, 32, 32))
                .conv("y", "back", 4, 1)
                .to("y");

        CompressionPlan plan = halved(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.declined()).isEmpty();
        assertThat(changed.shapes(1).of("z")).isEqualTo(Shape.of(1, 4, 256));
        assertThat(changed.shapes(1).of("y")).isEqualTo(network.shapes(1).of("y"));
    }

    @Test
    void an_operator_without_a_rule_keeps_its_grid_with_all_that_hold_the_same_positions() {
        Network network = start().node("Transpose", "turned", Attributes.NONE.with("perm", 0, 1, 3, 2), "b")
                .conv("z", "turned", 4)
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 1, 3, 2), "z")
                .conv("y", "back", 4)
                .to("y");

        CompressionPlan plan = halved(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.decisions())
                .contains(
                        Decision.declined(
                                "truncation",
                                "z",
                                "its window goes along positions that are not height and width of a map; it keeps its grid"),
                        Decision.declined("truncation", "turned", "it holds the positions of 'z'; it keeps its grid"));
        assertThat(plan.steps()).contains(new PlanStep.InsertResample("b", List.of("turned"), FULL, "b/grid_1_1"));
        assertThat(changed.shapes(1).of("z")).isEqualTo(Shape.of(1, 4, 32, 32));
        assertThat(changed.shapes(1).of("a")).isEqualTo(Shape.of(1, 4, 16, 16));
    }

    @Test
    void a_network_that_was_truncated_around_a_kept_node_stays() {
        Network network = start().node(Node.of("Reshape", "z", Attributes.NONE, "b", "sorted"))
                .constant("sorted", Tensor.vector(1, 4, 16, 64))
                .node(Node.of("Reshape", "back", Attributes.NONE, "z", "map"))
                .constant("map", Tensor.vector(1, 4, 32, 32))
                .conv("c", "back", 4)
                .conv("y", "c", 4, 1)
                .to("y");

        CompressionPlan plan = halved(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(changed.shapes(1).of("c")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(halved(changed).steps()).isEmpty();
    }

    @Test
    void a_map_that_comes_in_beside_the_picture_is_capped_too() {
        Network network = Networks.random(32, 32)
                .input(new TensorInfo(
                        "other",
                        ElementType.FLOAT,
                        List.of(Dimension.of(1), Dimension.of(2), Dimension.of(32), Dimension.of(32))))
                .conv("a", IMAGE, 4)
                .conv("b", "other", 4)
                .node("Add", "c", "a", "b")
                .conv("y", "c", 4)
                .to("y");

        Network changed = PlanRewriter.rewrite(network, halved(network));

        assertThat(changed.shapes(1).of("b")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(changed.shapes(1).of("c")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(changed.shapes(1).of("y")).isEqualTo(Shape.of(1, 4, 32, 32));
    }

    @Test
    void what_gives_a_grid_that_could_not_be_restored_keeps_its_own() {
        Network network = start().conv("z", "b", 4, 3, Attributes.NONE)
                .conv("y", "z", 4, 1)
                .to("y");

        assertThat(halved(network).decisions())
                .contains(Decision.declined(
                        "truncation",
                        "y",
                        "its output's grid 1/1 (30×30) is no fraction p/q of the input and could not be restored;"
                                + " it keeps its grid"));
    }

    @Test
    void an_even_kernel_on_a_map_that_did_not_change_keeps_nothing() {
        Attributes halving = Attributes.NONE.with("strides", 2, 2);
        Network network = start().conv("c", "b", 4, 3, window(3, 4, 1))
                .conv("d", "c", 4, 2, halving)
                .resize("e", "d", 2)
                .concat("f", "c", "e")
                .conv("g", "f", 4)
                .resize("y", "g", 4)
                .to("y");

        CompressionPlan plan = halved(network);

        assertThat(plan.steps()).isNotEmpty();
        assertThat(plan.decisions()).noneMatch(d -> d.reason().contains("keeps its grid"));
    }

    @Test
    void a_limit_that_costs_more_than_it_saves_is_declined_as_a_whole() {
        Network network = Networks.random(32, 32).conv("y", IMAGE, 4, 1).to("y");

        CompressionPlan plan = new GridTruncation(new Grid(3, 4), new Region.All(), Resampling.DCT).plan(network);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.decisions()).isNotEmpty().noneMatch(Decision::changed);
        assertThat(plan.decisions().get(0).reason()).startsWith("MACs would not fall: ");
    }

    @Test
    void a_nonlinearity_behind_a_transposed_convolution_keeps_its_stride() {
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4, 3, window(3, 2, 1))
                .conv("b", "a", 4)
                .transposed("u", "b", 4, 2)
                .node(Node.of("Relu", "r", Attributes.NONE, "u"))
                .conv("y", "r", 4)
                .to("y");

        CompressionPlan plan = halved(network);

        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep.InsertResample(
                                "r", List.of("y"), new Resample(Resampling.AREA, new Grid(1, 2)), "r/grid_1_2"),
                        new PlanStep.ResampleKernel("y", new KernelAxis(0.5, 1, 0), new KernelAxis(0.5, 1, 0)),
                        new PlanStep.InsertResample("y", List.of(), FULL, "y/grid_1_2"));
    }
}
