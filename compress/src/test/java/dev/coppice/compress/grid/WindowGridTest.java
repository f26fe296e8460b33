package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention within shifted windows (Swin) follows a coarser grid: the windows and their shift stay, there are fewer. */
class WindowGridTest {
    private static final Attributes ROWS = Attributes.NONE.with("axis", 1);
    private static final Attributes COLUMNS = Attributes.NONE.with("axis", 2);

    private static CompressionPlan eighth(Network network) {
        return new GridTruncation(new Grid(1, 8), new Region.All(), Resampling.AREA).plan(network);
    }

    /** Maps of 16×16, shifted by one row and column around the borders, as 8×8 windows of 2×2 'windows', 64×4×4. */
    private static NetworkBuilder windows() {
        return Networks.random(64, 64)
                .integers("zero", 0)
                .integers("one", 1)
                .integers("last", -1)
                .integers("end", Long.MAX_VALUE)
                .integers("rows", 1)
                .integers("columns", 2)
                .integers("apart", 1, 8, 2, 8, 2, 4)
                .integers("alone", -1, 4, 4)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .node("Transpose", "tokens", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("Slice", "below", "tokens", "one", "end", "rows")
                .node("Slice", "top", "tokens", "zero", "one", "rows")
                .node("Concat", "up", ROWS, "below", "top")
                .node("Slice", "right", "up", "one", "end", "columns")
                .node("Slice", "left", "up", "zero", "one", "columns")
                .node("Concat", "shifted", COLUMNS, "right", "left")
                .node("Reshape", "cells", "shifted", "apart")
                .node("Transpose", "sorted", Attributes.NONE.with("perm", 0, 1, 3, 2, 4, 5), "cells")
                .node("Reshape", "windows", "sorted", "alone")
                .node("Transpose", "keys", Attributes.NONE.with("perm", 0, 2, 1), "windows")
                .node("MatMul", "scores", "windows", "keys");
    }

    /** Attention by 'weights' back to maps, and a convolution over these. */
    private static Network maps(NetworkBuilder network) {
        return network.integers("joined", 1, 8, 8, 2, 2, 4)
                .integers("map", 1, 16, 16, 4)
                .node("Softmax", "shares", "weights")
                .node("MatMul", "attended", "shares", "windows")
                .node("Reshape", "cells back", "attended", "joined")
                .node("Transpose", "sorted back", Attributes.NONE.with("perm", 0, 1, 3, 2, 4, 5), "cells back")
                .node("Reshape", "whole", "sorted back", "map")
                .node("Slice", "bottom", "whole", "last", "end", "rows")
                .node("Slice", "above", "whole", "zero", "last", "rows")
                .node("Concat", "down", ROWS, "bottom", "above")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "down")
                .conv("y", "back", 4)
                .to("y");
    }

    /** A mask of 64 windows, whose last row and column of 8×8 hide some of their four places from others. */
    private static Tensor mask(boolean alike) {
        float[] values = new float[64 * 16];
        for (int at = 0; at < 64; at++) {
            boolean last = at / 8 == 7 || at % 8 == 7;
            Arrays.fill(values, at * 16 + 1, at * 16 + 3, last || (!alike && at == 9) ? -100 : 0);
        }
        return Tensor.floats(Shape.of(1, 64, 4, 4), values);
    }

    private static Network masked(boolean alike) {
        return maps(windows()
                .constant("mask", mask(alike))
                .integers("with", 1, 64, 4, 4)
                .node("Reshape", "scores apart", "scores", "with")
                .node("Add", "hidden", "scores apart", "mask")
                .node("Reshape", "weights", "hidden", "alone"));
    }

    @Test
    void shifted_windows_follow() {
        Network network = maps(windows().node("Relu", "weights", "scores"));

        CompressionPlan plan = eighth(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.declined()).isEmpty();
        assertThat(changed.shapes(1).of("shifted")).isEqualTo(Shape.of(1, 8, 8, 4));
        assertThat(changed.shapes(1).of("windows")).isEqualTo(Shape.of(16, 4, 4));
        assertThat(changed.shapes(1).of("back")).isEqualTo(Shape.of(1, 4, 8, 8));
        assertThat(changed.shapes(1).of("y")).isEqualTo(network.shapes(1).of("y"));
        assertThat(eighth(changed).steps()).isEmpty();
    }

    @Test
    void the_mask_of_shifted_windows_keeps_its_last_row_and_column() {
        Network network = masked(true);

        CompressionPlan plan = eighth(network);
        Network changed = PlanRewriter.rewrite(network, PlanFile.parse(PlanFile.format(plan), "plan.json"));

        Tensor kept = changed.graph()
                .constant(changed.graph().node("hidden").input(1))
                .orElseThrow();
        float[] expected = new float[16 * 16];
        for (int at = 0; at < 16; at++) {
            Arrays.fill(expected, at * 16 + 1, at * 16 + 3, at / 4 == 3 || at % 4 == 3 ? -100 : 0);
        }
        assertThat(kept).isEqualTo(Tensor.floats(Shape.of(1, 16, 4, 4), expected));
        assertThat(plan.steps())
                .contains(new PlanStep.KeepLast("hidden", 1, List.of(8, 8, 2, 2, 2, 2), List.of(4, 4, 2, 2, 2, 2)));
        assertThat(plan.declined()).isEmpty();
    }

    @Test
    void windows_that_do_not_divide_the_coarser_grid_are_named() {
        Network network = maps(windows().node("Relu", "weights", "scores"));

        assertThat(new GridTruncation(new Grid(3, 64), new Region.All(), Resampling.AREA)
                        .plan(network)
                        .declined())
                .anyMatch(
                        d -> d.where().equals("cells")
                                && d.reason()
                                        .equals(
                                                "its windows of 2 do not divide the 3 samples of the coarser grid; it keeps its grid"));
    }

    @Test
    void a_mask_whose_windows_differ_inside_keeps_its_grid() {
        assertThat(eighth(masked(false)).declined())
                .anyMatch(d -> d.where().equals("hidden") && d.reason().contains("as masks do"));
    }

    @Test
    void every_second_row_and_column_are_those_of_a_coarser_map() {
        Network network = Networks.random(64, 64)
                .integers("one", 1)
                .integers("two", 2, 2)
                .integers("zeros", 0, 1)
                .integers("ends", Long.MAX_VALUE, Long.MAX_VALUE)
                .integers("space", 1, 2)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .node("Transpose", "tokens", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("Slice", "odd", "tokens", "zeros", "ends", "space", "two")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "odd")
                .conv("y", "back", 4)
                .to("y");

        Network changed = PlanRewriter.rewrite(network, eighth(network));

        assertThat(eighth(network).declined()).noneMatch(d -> d.reason().contains("keeps its grid"));
        assertThat(changed.shapes(1).of("odd")).isEqualTo(Shape.of(1, 4, 4, 4));
    }

    /** Maps of 16×16 filled up to 6×6 windows of 3×3, and without what was added again. */
    private static Network filledUp() {
        return Networks.random(64, 64)
                .integers("fill", 0, 0, 0, 0, 0, 2, 2, 0)
                .integers("zeros", 0, 0)
                .integers("all", 16, 16)
                .integers("space", 1, 2)
                .integers("apart", 1, 6, 3, 6, 3, 4)
                .integers("alone", -1, 9, 4)
                .integers("joined", 1, 6, 6, 3, 3, 4)
                .integers("map", 1, 18, 18, 4)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .node("Transpose", "tokens", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("Pad", "filled", "tokens", "fill")
                .node("Reshape", "cells", "filled", "apart")
                .node("Transpose", "sorted", Attributes.NONE.with("perm", 0, 1, 3, 2, 4, 5), "cells")
                .node("Reshape", "windows", "sorted", "alone")
                .node("Transpose", "keys", Attributes.NONE.with("perm", 0, 2, 1), "windows")
                .node("MatMul", "scores", "windows", "keys")
                .node("Softmax", "shares", "scores")
                .node("MatMul", "attended", "shares", "windows")
                .node("Reshape", "cells back", "attended", "joined")
                .node("Transpose", "sorted back", Attributes.NONE.with("perm", 0, 1, 3, 2, 4, 5), "cells back")
                .node("Reshape", "whole", "sorted back", "map")
                .node("Slice", "own", "whole", "zeros", "all", "space")
                .node("Add", "sum", "own", "tokens")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "sum")
                .conv("y", "back", 4)
                .to("y");
    }

    /** 8 rows of the coarser grid make 3 windows of 3 with 1 row more. */
    @Test
    void windows_are_filled_up_by_as_many_samples_as_the_coarser_grid_lacks() {
        CompressionPlan plan = eighth(filledUp());
        Network changed = PlanRewriter.rewrite(filledUp(), plan);

        assertThat(plan.declined()).isEmpty();
        assertThat(plan.steps())
                .contains(
                        new PlanStep.SetSizes(
                                List.of(new PlanStep.SizeChange("filled", 1, List.of(0L, 0L, 0L, 0L, 0L, 1L, 1L, 0L)))),
                        new PlanStep.SetSizes(List.of(new PlanStep.SizeChange("own", 2, List.of(8L, 8L)))));
        assertThat(changed.shapes(1).of("filled")).isEqualTo(Shape.of(1, 9, 9, 4));
        assertThat(changed.shapes(1).of("windows")).isEqualTo(Shape.of(9, 9, 4));
        assertThat(changed.shapes(1).of("sum")).isEqualTo(Shape.of(1, 8, 8, 4));
        assertThat(eighth(changed).steps()).isEmpty();
    }

    /** One row of a map, and all but one of another, joined: a shift as {@code z[:, :, 1:] = y[:, :, :-1]} is read. */
    private static Network shifted(String row, String rowEnd, String others, String othersEnd, String... joined) {
        return Networks.random(64, 64)
                .integers("zero", 0)
                .integers("one", 1)
                .integers("fifteen", 15)
                .integers("sixteen", 16)
                .integers("rows", 2)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .conv("b", "a", 4)
                .node("Slice", "row", "a", row, rowEnd, "rows")
                .node("Slice", "others", "b", others, othersEnd, "rows")
                .node("Concat", "shifted", Attributes.NONE.with("axis", 2), joined)
                .conv("y", "shifted", 4)
                .to("y");
    }

    /** Asserts that a shift is one on a grid of 8 rows, where one number of a Slice is another. */
    private static void assertShifted(Network network, PlanStep.SizeChange change) {
        CompressionPlan plan = eighth(network);
        Network changed = PlanRewriter.rewrite(network, plan);

        assertThat(plan.declined()).noneMatch(d -> d.reason().contains("keeps its grid"));
        assertThat(plan.steps()).contains(new PlanStep.SetSizes(List.of(change)));
        assertThat(changed.shapes(1).of("row")).isEqualTo(Shape.of(1, 4, 1, 8));
        assertThat(changed.shapes(1).of("others")).isEqualTo(Shape.of(1, 4, 7, 8));
        assertThat(changed.shapes(1).of("shifted")).isEqualTo(Shape.of(1, 4, 8, 8));
    }

    @Test
    void rows_that_are_written_anew_are_as_many_on_a_coarser_grid() {
        assertShifted(
                shifted("zero", "one", "zero", "fifteen", "row", "others"),
                new PlanStep.SizeChange("others", 2, List.of(7L)));
    }

    @Test
    void the_last_row_is_the_last_of_a_coarser_grid() {
        assertShifted(
                shifted("fifteen", "sixteen", "one", "sixteen", "others", "row"),
                new PlanStep.SizeChange("row", 1, List.of(7L)));
    }

    /** Rows of two maps, each of an eighth of the picture's, make a map of a quarter of them. */
    @Test
    void what_joins_rows_lies_where_its_size_says() {
        Network network = Networks.random(64, 64)
                .integers("zero", 0)
                .integers("eight", 8)
                .integers("rows", 2)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .node("Slice", "some", "a", "zero", "eight", "rows")
                .conv("b", "some", 4)
                .conv("c", "some", 4)
                .node("Concat", "joined", Attributes.NONE.with("axis", 2), "b", "c")
                .conv("y", "joined", 4)
                .to("y");

        assertThat(OwnGrids.of(network).of("joined").grid().toString()).isEqualTo("1/4");
    }
}
