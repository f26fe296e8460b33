package dev.coppice.compress.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last values along parts of a constant stay, for one reader. */
class KeepLastRewriteTest {
    /** Windows 0 to 5 of two rows and three columns, with two values each, on one axis. */
    private static final Tensor WINDOWS =
            Tensor.floats(Shape.of(1, 6, 2), 0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51);

    @Test
    void the_last_row_and_the_last_columns_of_windows_on_one_axis() {
        PlanStep.KeepLast step = new PlanStep.KeepLast("sum", 1, List.of(2, 3, 2), List.of(1, 2, 2));
        Graph graph = graph();

        Graph changed = GraphRewriter.apply(graph, new KeepLastRewrite().edits(step, graph));

        assertThat(StepCheck.problems(step, graph)).isEmpty();
        assertThat(changed.constant(changed.node("sum").input(1)))
                .contains(Tensor.floats(Shape.of(1, 2, 2), 40, 41, 50, 51));
    }

    @Test
    void parts_that_do_not_make_the_constant_and_more_than_there_are_are_refused() {
        assertThat(problems(List.of(3, 3, 2), List.of(1, 1, 1)))
                .contains("cannot keep the last [1, 1, 1] of parts [3, 3, 2]");
        assertThat(problems(List.of(2, 3, 2, 2), List.of(1, 1, 1, 1))).contains("cannot keep");
        assertThat(problems(List.of(2, 3, 2), List.of(3, 1, 1))).contains("cannot keep");
        assertThat(problems(List.of(2, 3, 2), List.of(0, 1, 1))).contains("cannot keep");
        assertThat(problems(List.of(2, 3, 2), List.of(1, 1))).contains("cannot keep");
        assertThat(String.join("", StepCheck.problems(new PlanStep.KeepLast("sum", 0, List.of(), List.of()), graph())))
                .contains("is no constant");
    }

    private static String problems(List<Integer> parts, List<Integer> kept) {
        return String.join("; ", StepCheck.problems(new PlanStep.KeepLast("sum", 1, parts, kept), graph()));
    }

    private static Graph graph() {
        return new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.of(1)))),
                List.of(new TensorInfo("sum", ElementType.FLOAT, List.of())),
                List.of(Node.of("Add", "sum", Attributes.NONE, "x", "windows")),
                Map.of("windows", WINDOWS));
    }
}
