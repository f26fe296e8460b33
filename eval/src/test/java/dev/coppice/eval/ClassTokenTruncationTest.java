package dev.coppice.eval;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention beside a class token keeps the law of one colour: fewer tokens take as large a share of it together. */
class ClassTokenTruncationTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void tokens_that_are_left_count_as_many_as_before(int limit) {
        Attributes turn = Attributes.NONE.with("perm", 0, 2, 1);
        Network network = Networks.random(32, 32)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .integers("flat", 0, 4, 64)
                .node("Reshape", "rows", "a", "flat")
                .node("Transpose", "tokens", turn, "rows")
                .constant("class", Tensor.floats(Shape.of(1, 1, 4), 2, -1, 1, 3))
                .node("Concat", "all", Attributes.NONE.with("axis", 1), "class", "tokens")
                .node("Transpose", "keys", turn, "all")
                .node("MatMul", "scores", "all", "keys")
                .node("Softmax", "shares", "scores")
                .node("MatMul", "attended", "shares", "all")
                .integers("one", 1)
                .integers("behind", Long.MAX_VALUE)
                .node("Slice", "rest", "attended", "one", "behind", "one")
                .node("Transpose", "turned", turn, "rest")
                .integers("map", 0, 4, 8, 8)
                .node("Reshape", "back", "turned", "map")
                .conv("y", "back", 4, 1)
                .to("y");

        GridTruncation truncation = new GridTruncation(new Grid(1, limit), new Region.All(), Resampling.AREA);

        assertThat(TruncationLaw.check(network, truncation).steps())
                .anyMatch(step -> step instanceof PlanStep.WeighPositions);
    }
}
