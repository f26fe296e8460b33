package dev.coppice.compress.kernel;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowKernelsTest {
    @Test
    void slopes_up_to_one_take_the_larger_of_two_and_others_a_sum() {
        Network network = network(Tensor.floats(Shape.of(2, 1, 1), -0.5f, 1));

        assertThat(operators(network)).containsExactly("Conv", "Mul", "Max", "Conv");
        assertThat(operators(network(Tensor.floats(Shape.of(2, 1, 1), 0.5f, 1.25f))))
                .containsExactly("Conv", "Relu", "Sub", "Mul", "Add", "Conv");
        assertThat(operators(network(Tensor.floats(Shape.of(1), Float.NaN))))
                .containsExactly("Conv", "Relu", "Sub", "Mul", "Add", "Conv");
        assertThat(SlowKernels.plan(network).decisions())
                .containsExactly(Decision.changed("kernels", "act", "PRelu written as max(x, slope · x)"));
    }

    @Test
    void the_node_keeps_its_name_and_its_output() {
        Network network = network(Tensor.floats(Shape.of(2, 1, 1), 0.1f, 0.2f));

        Network written = PlanRewriter.rewrite(network, SlowKernels.plan(network));

        assertThat(written.graph().node("act").op()).isEqualTo("Max");
        assertThat(written.graph().node("act").outputs())
                .isEqualTo(network.graph().node("act").outputs());
        assertThat(SlowKernels.plan(written).steps()).isEmpty();
    }

    @Test
    void what_saves_nothing_is_left_with_its_reason() {
        CompressionPlan all = SlowKernels.plan(network(Tensor.floats(Shape.of(1), 0)));

        assertThat(all.steps()).containsExactly(new PlanStep.WriteOut("act"));
        assertThat(SlowKernels.declined(all))
                .isEqualTo(new CompressionPlan(
                        all.network(),
                        List.of(),
                        List.of(Decision.declined(
                                "kernels",
                                "act",
                                "not taken, as it saves nothing of the budget: PRelu written as max(x, slope · x)"))));
    }

    @Test
    void half_precision_stays() {
        assertThat(SlowKernels.plan(network(Tensor.halves(Shape.of(1), 0.5f))).steps())
                .isEmpty();
    }

    private static Network network(Tensor slope) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .constant("slope", slope)
                .node("PRelu", "act", "a", "slope")
                .conv("head", "act", 2)
                .to("head", 2);
    }

    private static List<String> operators(Network network) {
        return PlanRewriter.rewrite(network, SlowKernels.plan(network)).graph().nodes().stream()
                .map(Node::op)
                .toList();
    }
}
