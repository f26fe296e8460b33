package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.shape.Shapes;
import org.junit.jupiter.api.Test;

class SizeCheckTest {
    private static final GridTruncation HALVED =
            new GridTruncation(Grid.parse("1/2"), new Region.All(), Resampling.AREA);

    /** The mean of a map, repeated to the sizes that another operator gives, and added to the map. */
    private static Network repeated(NetworkBuilder network, String... target) {
        return network.node("GlobalAveragePool", "mean", "a")
                .node("Concat", "target", Attributes.NONE.with("axis", 0), target)
                .node("Expand", "wide", "mean", "target")
                .node("Add", "sum", "a", "wide")
                .conv("b", "sum", 4)
                .conv("y", "b", 2, 1)
                .to("y");
    }

    private static NetworkBuilder sizes() {
        return Networks.random(32, 32)
                .integers("zero", 0)
                .integers("two", 2)
                .integers("four", 4)
                .integers("side", 32, 32)
                .conv("a", IMAGE, 4)
                .node("Shape", "sizes", "a")
                .node("Slice", "front", "sizes", "zero", "two")
                .node("Slice", "area", "sizes", "two", "four");
    }

    static Network repeatedToItsOwnSizes() {
        return repeated(sizes(), "front", "area");
    }

    @Test
    void sizes_of_a_map_whose_reader_keeps_its_grid_are_taken_of_the_restored_map() {
        Network network = repeatedToItsOwnSizes();

        CompressionPlan plan = HALVED.plan(network);

        assertThat(plan.decisions())
                .contains(
                        Decision.declined(
                                "truncation",
                                "sizes",
                                "'wide' computes from it, and keeps its grid; the region ends here"),
                        Decision.declined("truncation", "sum", "the region ended before it"),
                        Decision.changed("truncation", "a", "reads 1/2 instead of 1/1, its kernel is resampled"));
        Shapes shapes = PlanRewriter.rewrite(network, plan).shapes(1);
        assertThat(shapes.of("a")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(shapes.of("wide")).isEqualTo(Shape.of(1, 4, 32, 32));
        assertThat(shapes.of("b")).isEqualTo(Shape.of(1, 4, 32, 32));
        assertThat(shapes.of("y")).isEqualTo(Shape.of(1, 2, 32, 32));
    }

    @Test
    void sizes_that_are_written_down_end_no_region() {
        Network network = repeated(sizes(), "front", "side");

        CompressionPlan plan = HALVED.plan(network);

        assertThat(plan.decisions()).noneMatch(decision -> decision.reason().contains("the region ends"));
        assertThat(plan.steps())
                .filteredOn(PlanStep.ResampleKernel.class::isInstance)
                .hasSize(2);
        Shapes shapes = PlanRewriter.rewrite(network, plan).shapes(1);
        assertThat(shapes.of("wide")).isEqualTo(Shape.of(1, 4, 32, 32));
        assertThat(shapes.of("b")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(shapes.of("y")).isEqualTo(Shape.of(1, 2, 32, 32));
    }
}
