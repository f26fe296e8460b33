package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.ElementwiseNode;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of grids in elementwise operators: numbers are computed on any grid; truth values and integers end the region. */
class ElementwiseGridTest {
    private static final int CHANNELS = 4;
    private static final List<String> ROUNDING = List.of("Ceil", "Floor", "Round", "Sign");

    static Collection<OperatorSchema> operators() {
        return ElementwiseNode.operators();
    }

    private static CompressionPlan halved(Network network) {
        return new GridTruncation(new Grid(1, 2), new Region.All(), Resampling.AREA).plan(network);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void numbers_follow_to_another_grid_and_truth_values_do_not(OperatorSchema operator) {
        Network network = NetworkBuilder.random(32, 32, 7)
                .constant("one", Tensor.scalar(1))
                .conv("a", IMAGE, CHANNELS)
                .conv("b", "a", CHANNELS)
                .node(ElementwiseNode.of(operator, "z", "b", "one"))
                .node(Node.of("Cast", "numbers", Attributes.NONE.with("to", 1), "z"))
                .conv("y", "numbers", CHANNELS)
                .to("y");

        CompressionPlan plan = halved(network);
        Shape map = PlanRewriter.rewrite(network, plan).shapes(1).of("z");

        if (ElementwiseNode.isWhole(operator) || ROUNDING.contains(operator.name())) {
            String reason = ElementwiseNode.isWhole(operator)
                    ? "it gives truth values or integers, which cannot be resampled"
                    : "whole numbers cannot be resampled";
            assertThat(plan.decisions()).contains(Decision.declined("truncation", "z", reason + "; it keeps its grid"));
            assertThat(map).isEqualTo(Shape.of(1, CHANNELS, 32, 32));
        } else {
            assertThat(map).isEqualTo(Shape.of(1, CHANNELS, 16, 16));
        }
    }

    @Test
    void a_cast_to_integers_keeps_its_grid() {
        Network network = NetworkBuilder.random(32, 32, 7)
                .conv("a", IMAGE, CHANNELS)
                .conv("b", "a", CHANNELS)
                .node(Node.of("Cast", "z", Attributes.NONE.with("to", 7), "b"))
                .node(Node.of("Cast", "numbers", Attributes.NONE.with("to", 1), "z"))
                .conv("y", "numbers", CHANNELS)
                .to("y");

        String reason = "it gives truth values or integers, which cannot be resampled; it keeps its grid";
        assertThat(halved(network).decisions()).contains(Decision.declined("truncation", "z", reason));
    }

    @Test
    void a_choice_by_a_map_of_truth_values_keeps_its_grid() {
        Network network = NetworkBuilder.random(32, 32, 7)
                .constant("one", Tensor.scalar(1))
                .node(Node.of("Greater", "mask", Attributes.NONE, IMAGE, "one"))
                .node(Node.of("ReduceMax", "m", Attributes.NONE, "mask", "axes"))
                .constant("axes", Tensor.vector(1))
                .conv("a", IMAGE, CHANNELS)
                .conv("b", "a", CHANNELS)
                .node(Node.of("Where", "z", Attributes.NONE, "m", "b", "one"))
                .conv("y", "z", CHANNELS)
                .to("y");

        CompressionPlan plan =
                new GridTruncation(new Grid(1, 2), new Region.DownstreamOf("a"), Resampling.AREA).plan(network);

        assertThat(plan.decisions())
                .contains(Decision.declined(
                        "truncation",
                        "z",
                        "it reads truth values or integers, which cannot be resampled; it keeps its grid"));
    }
}
