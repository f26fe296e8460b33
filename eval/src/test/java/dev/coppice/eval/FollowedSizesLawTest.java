package dev.coppice.eval;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

/** Law that a pruned graph equals the masked original where sizes are computed, and maps are padded, repeated or constant. */
class FollowedSizesLawTest {
    private static NetworkBuilder builder() {
        return NetworkBuilder.random(8, 8, 3)
                .integers("zero", 0)
                .integers("one", 1)
                .integers("two", 2)
                .integers("four", 4)
                .integers("six", 6);
    }

    private static Attributes axis(int axis) {
        return Attributes.NONE.with("axis", axis);
    }

    /** Only the last layer, which makes the output, keeps its channels. */
    private static void check(Network network) {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY)
                .plan(network);

        assertThat(plan.declined())
                .extracting(Decision::where)
                .as("what is left alone: %s", plan.declined())
                .containsExactly("head");
        PruningLaw.check(network, plan, 1);
    }

    @Test
    void sizes_of_another_map_with_the_channels_written_in() {
        check(builder()
                .conv("a", IMAGE, 6)
                .pool("b", "a")
                .conv("c", "b", 6)
                .node("Shape", "large", "a")
                .node("Slice", "map", "large", "two", "four")
                .node("Shape", "small", "c")
                .node("Slice", "batch", "small", "zero", "one")
                .node("Concat", "sizes", axis(0), "batch", "six", "map")
                .node("Resize", "up", Attributes.NONE.with("mode", "linear"), "c", "", "", "sizes")
                .concat("both", "a", "up")
                .conv("head", "both", 2)
                .to("head"));
    }

    @Test
    void a_reshape_back_to_the_shape_before() {
        check(builder()
                .integers("flat", 0, 6, -1)
                .conv("a", IMAGE, 6)
                .node("Shape", "shape", "a")
                .node("Reshape", "flattened", "a", "flat")
                .node("Relu", "relu", "flattened")
                .node("Reshape", "back", "relu", "shape")
                .conv("b", "back", 8)
                .conv("head", "b", 2)
                .to("head"));
    }

    @Test
    void a_class_token_whose_batch_is_computed() {
        check(builder()
                .integers("tokens", 0, 6, -1)
                .constant("token", NetworkBuilder.counting(1, 1, 6))
                .normal("w", 1, 6, 8)
                .normal("v", 1, 8, 2)
                .conv("a", IMAGE, 6)
                .node("Reshape", "flat", "a", "tokens")
                .node("Transpose", "patches", Attributes.NONE.with("perm", 0, 2, 1), "flat")
                .node("Shape", "shape", "patches")
                .node("Slice", "batch", "shape", "zero", "one")
                .node("Concat", "target", axis(0), "batch", "one", "six")
                .node("Expand", "class", "token", "target")
                .node("Concat", "all", axis(1), "class", "patches")
                .node("MatMul", "inner", "all", "w")
                .node("Relu", "relu", "inner")
                .node("MatMul", "head", "relu", "v")
                .to("head"));
    }

    @Test
    void padded_channels_and_constant_ones() {
        check(builder()
                .integers("pads", 0, 1, 0, 0, 0, 2, 0, 0)
                .constant("constant", NetworkBuilder.counting(1, 3, 8, 8))
                .conv("a", IMAGE, 6)
                .node("Relu", "relu", "a")
                .node("Pad", "padded", "relu", "pads")
                .conv("b", "relu", 9)
                .node("Add", "sum", "padded", "b")
                .concat("wide", "sum", "constant")
                .conv("c", "sum", 12)
                .node("Add", "last", "wide", "c")
                .conv("head", "last", 2)
                .to("head"));
    }

    @Test
    void a_gate_that_is_repeated_to_the_shape_of_what_it_scales() {
        check(builder()
                .conv("a", IMAGE, 6)
                .node("ReduceMean", "gate", "a", "two")
                .node("GlobalAveragePool", "pooled", "a")
                .node("Shape", "shape", "a")
                .node("Expand", "wide", "pooled", "shape")
                .node("Mul", "gated", "a", "wide")
                .node("Add", "again", "gated", "gate")
                .conv("head", "again", 2)
                .to("head"));
    }

    @Test
    void a_convolution_shared_between_a_map_and_a_constant() {
        check(builder()
                .constant("constant", NetworkBuilder.counting(1, 6, 8, 8))
                .normal("w", 1, 8, 6, 3, 3)
                .conv("a", IMAGE, 6)
                .node("Conv", "b", NetworkBuilder.window(3, 1, 1), "a", "w")
                .node("Conv", "c", NetworkBuilder.window(3, 1, 1), "constant", "w")
                .node("Add", "sum", "b", "c")
                .conv("head", "sum", 2)
                .to("head"));
    }
}
