package dev.coppice.compress.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.ConstantPositions;
import dev.coppice.compress.plan.ConstantPositions.Moved;
import dev.coppice.compress.plan.ConstantPositions.PartedAxis;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.resample.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Constants over positions get the values that a map would get. */
class ResampleConstantRewriteTest {
    @Test
    void rows_and_columns_on_axes_of_their_own() {
        Tensor map = Tensor.floats(Shape.of(1, 1, 2, 4), 0, 1, 2, 3, 4, 5, 6, 7);

        Tensor half = resampled(
                map, List.of(new Moved(List.of(2), 1), new Moved(List.of(3), 2)), axis(1), axis(1), axis(2), axis(4));

        assertThat(half).isEqualTo(Tensor.floats(Shape.of(1, 1, 1, 2), 2.5f, 4.5f));
    }

    @Test
    void a_class_token_in_front_of_tokens_stays() {
        Tensor tokens = Tensor.floats(Shape.of(1, 5, 2), 9, 8, 0, 10, 1, 11, 2, 12, 3, 13);
        PartedAxis axis = new PartedAxis(1, List.of(2, 2), 0);

        Tensor one =
                resampled(tokens, List.of(new Moved(List.of(1), 1), new Moved(List.of(2), 1)), axis(1), axis, axis(2));

        assertThat(one).isEqualTo(Tensor.floats(Shape.of(1, 2, 2), 9, 8, 1.5f, 11.5f));
    }

    @Test
    void a_table_over_pairs_of_positions_is_resampled_along_both() {
        Tensor pairs = Tensor.floats(Shape.of(3, 3), 7, 1, 3, 2, 0, 4, 4, 8, 12);
        PartedAxis axis = new PartedAxis(1, List.of(2), 0);

        Tensor one = resampled(pairs, List.of(new Moved(List.of(0), 1), new Moved(List.of(1), 1)), axis, axis);

        assertThat(one).isEqualTo(Tensor.floats(Shape.of(2, 2), 7, 2, 3, 6));
    }

    /** Rows 0 to 3 as two windows of two, with the columns between them. */
    @Test
    void rows_in_windows_are_resampled_as_rows() {
        Tensor windows = Tensor.floats(Shape.of(2, 1, 2), 0, 1, 2, 3);

        Tensor half = resampled(windows, List.of(new Moved(List.of(0, 2), 2)), axis(2), axis(1), axis(2));

        assertThat(half).isEqualTo(Tensor.floats(Shape.of(1, 1, 2), 0.5f, 2.5f));
    }

    @Test
    void parts_that_do_not_make_the_constant_are_refused() {
        Tensor map = Tensor.floats(Shape.of(2, 4), 0, 1, 2, 3, 4, 5, 6, 7);

        assertThat(problems(map, List.of(), axis(2), axis(3))).contains("do not make a constant of 2×4");
        assertThat(problems(map, List.of(), axis(8))).contains("do not make a constant of 2×4");
        assertThat(problems(map, List.of(), axis(2), new PartedAxis(5, List.of(-1), 0)))
                .contains("do not make");
        assertThat(problems(map, List.of(), axis(2), new PartedAxis(4, List.of(1 << 30, 1 << 30, 1 << 30, 16), 0)))
                .contains("do not make");
        assertThat(problems(map, List.of(new Moved(List.of(2), 1)), axis(2), axis(4)))
                .contains("parts [2] of [2, 4] cannot become 1");
        assertThat(problems(map, List.of(new Moved(List.of(1), 5)), axis(2), axis(4)))
                .contains("cannot become 5");
        assertThat(problems(map, List.of(new Moved(List.of(1, 0), 3)), axis(2), axis(4)))
                .contains("cannot become 3");
        assertThat(problems(map, List.of(new Moved(List.of(0), 1), new Moved(List.of(0), 1)), axis(2), axis(4)))
                .contains("cannot become 1");
        assertThat(problems(
                        Tensor.floats(Shape.of(10_000), new float[10_000]),
                        List.of(new Moved(List.of(0), 9_999)),
                        axis(10_000)))
                .contains("parts [0] of [10000] cannot become 9999");
        assertThat(problems(Tensor.vector(1, 2), List.of(), axis(2))).contains("is no constant of real numbers");
    }

    private static PartedAxis axis(int... parts) {
        return new PartedAxis(0, Arrays.stream(parts).boxed().toList(), 0);
    }

    private static Tensor resampled(Tensor constant, List<Moved> moved, PartedAxis... axes) {
        Graph graph = graph(constant);
        PlanStep.ResampleConstant step = step(moved, axes);
        assertThat(StepCheck.problems(step, graph)).isEmpty();
        Graph changed = GraphRewriter.apply(graph, new ResampleConstantRewrite().edits(step, graph));
        return changed.constant(changed.node("sum").input(1)).orElseThrow();
    }

    private static String problems(Tensor constant, List<Moved> moved, PartedAxis... axes) {
        return String.join("; ", StepCheck.problems(step(moved, axes), graph(constant)));
    }

    private static PlanStep.ResampleConstant step(List<Moved> moved, PartedAxis... axes) {
        return new PlanStep.ResampleConstant("sum", 1, new ConstantPositions(Resampling.AREA, List.of(axes), moved));
    }

    private static Graph graph(Tensor constant) {
        return new Graph(
                "test",
                List.of(new TensorInfo("x", ElementType.FLOAT, List.of())),
                List.of(new TensorInfo("sum", ElementType.FLOAT, List.of())),
                List.of(Node.of("Add", "sum", Attributes.NONE, "x", "position")),
                Map.of("position", constant));
    }
}
