package dev.coppice.compress.rewrite;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

/** The logarithm of a weight is added to what a Softmax reads of positions. */
class WeighPositionsRewriteTest {
    private static final Graph GRAPH = NetworkBuilder.small()
            .node("Softmax", "shares", Attributes.NONE.with("axis", 2), IMAGE)
            .graph("shares");

    @Test
    void positions_between_others_get_the_logarithm_and_the_others_nothing() {
        PlanStep.WeighPositions step = new PlanStep.WeighPositions("shares", -2, 1, 5, 2, 4);

        Graph changed = GraphRewriter.apply(GRAPH, new WeighPositionsRewrite().edits(step, GRAPH));

        float log = (float) Math.log(4);
        assertThat(StepCheck.problems(step, GRAPH)).isEmpty();
        assertThat(changed.nodes()).extracting(Node::op).containsExactly("Add", "Softmax");
        assertThat(changed.constant(changed.nodes().get(0).input(1)))
                .contains(Tensor.floats(Shape.of(8, 1), 0, log, log, log, log, log, 0, 0));
    }

    @Test
    void other_operators_and_weights_that_have_no_logarithm_are_refused() {
        assertThat(problems("shares", 0)).contains("weighs by 0.0, expected a finite number above 0");
        assertThat(problems("nowhere", 2)).contains("there is no node 'nowhere'");
    }

    private static String problems(String node, double weight) {
        PlanStep.WeighPositions step = new PlanStep.WeighPositions(node, -1, 1, 7, 0, weight);
        return String.join("; ", StepCheck.problems(step, GRAPH));
    }
}
