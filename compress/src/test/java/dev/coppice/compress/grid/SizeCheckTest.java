package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
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
                                "'wide' computes from it, and keeps its grid; it keeps its grid"),
                        Decision.changed("truncation", "a", "reads 1/2 instead of 1/1, its kernel is resampled"));
        Shapes shapes = PlanRewriter.rewrite(network, plan).shapes(1);
        assertThat(shapes.of("a")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(shapes.of("wide")).isEqualTo(Shape.of(1, 4, 32, 32));
        assertThat(shapes.of("b")).isEqualTo(Shape.of(1, 4, 16, 16));
        assertThat(shapes.of("y")).isEqualTo(Shape.of(1, 2, 32, 32));
    }

    /** Numbers of rows and columns of a square map, counted by its size and added to it; divided by it, they are shares of it. */
    private static Network numbered(boolean shares) {
        return Networks.random(32, 32)
                .integers("from", 0)
                .integers("rows", 2)
                .integers("in rows", 1, 1, -1, 1)
                .integers("in columns", 1, 1, 1, -1)
                .node("Squeeze", "zero", "from")
                .conv("a", IMAGE, 4)
                .node("Shape", "sizes", "a")
                .node("Gather", "height of one", "sizes", "rows")
                .node("Squeeze", "height", "height of one")
                .node("Cast", "real height", Attributes.NONE.with("to", 1), "height")
                .node("Cast", "real zero", Attributes.NONE.with("to", 1), "zero")
                .constant("one", Tensor.floats(Shape.SCALAR, 1))
                .node("Range", "numbers", "real zero", "real height", "one")
                .node("Div", "parts", "numbers", shares ? "real height" : "one")
                .node("Reshape", "column", "parts", "in rows")
                .node("Reshape", "row", "parts", "in columns")
                .node("Add", "map", "column", "row")
                .conv("b", "a", 1)
                .node("Add", "sum", "b", "map")
                .conv("y", "sum", 2, 1)
                .to("y");
    }

    @Test
    void shares_of_the_height_are_computed_of_the_coarser_map() {
        Network network = numbered(true);

        CompressionPlan plan = HALVED.plan(network);

        assertThat(plan.declined()).isEmpty();
        Shapes shapes = PlanRewriter.rewrite(network, plan).shapes(1);
        assertThat(shapes.of("map")).isEqualTo(Shape.of(1, 1, 16, 16));
        assertThat(shapes.of("sum")).isEqualTo(Shape.of(1, 1, 16, 16));
    }

    @Test
    void numbers_of_rows_are_those_of_the_map_as_it_was() {
        Network network = numbered(false);

        CompressionPlan plan = HALVED.plan(network);

        Shapes shapes = PlanRewriter.rewrite(network, plan).shapes(1);
        assertThat(shapes.of("map")).isEqualTo(Shape.of(1, 1, 32, 32));
        assertThat(plan.declined()).anyMatch(decision -> decision.where().equals("sizes"));
        assertThat(shapes.of("b")).isEqualTo(Shape.of(1, 1, 16, 16));
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
