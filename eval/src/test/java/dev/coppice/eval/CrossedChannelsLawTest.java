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

/** Law that a pruned graph equals the masked original where channels of two axes meet in one tensor. */
class CrossedChannelsLawTest {
    private static NetworkBuilder builder() {
        return NetworkBuilder.random(8, 8, 5)
                .integers("one", 1)
                .integers("two", 2)
                .integers("map", 0, -1, 8, 8)
                .integers("rows", 0, 6, 64)
                .conv("a", IMAGE, 6)
                .conv("b", IMAGE, 4)
                .node("Reshape", "ra", "a", "rows")
                .integers("fewer", 0, 4, 64)
                .node("Reshape", "rb", "b", "fewer");
    }

    private static Attributes perm(int... axes) {
        return Attributes.NONE.with("perm", axes);
    }

    private static Attributes equation(String equation) {
        return Attributes.NONE.with("equation", equation);
    }

    /** Only these layers keep their channels. */
    private static Network check(Network network, String... kept) {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY)
                .plan(network);

        assertThat(plan.declined())
                .extracting(Decision::where)
                .as("what is left alone: %s", plan.declined())
                .containsExactly(kept);
        return PruningLaw.check(network, plan, 1);
    }

    /** As in networks that reason over a graph of regions (GloRe): both numbers of channels go through convolutions. */
    @Test
    void a_product_of_two_maps_is_convolved_along_either() {
        check(
                builder()
                        .normal("wide", 0.5, 4, 4, 1)
                        .normal("deep", 0.5, 6, 6, 1)
                        .node("Transpose", "tb", perm(0, 2, 1), "rb")
                        .node("MatMul", "nodes", "ra", "tb")
                        .node("Transpose", "turned", perm(0, 2, 1), "nodes")
                        .node("Conv", "along", "turned", "wide")
                        .node("Add", "residual", "turned", "along")
                        .node("Transpose", "back", perm(0, 2, 1), "residual")
                        .node("Conv", "across", "back", "deep")
                        .node("Relu", "state", "across")
                        .node("MatMul", "mixed", "state", "rb")
                        .node("Reshape", "out", "mixed", "map")
                        .conv("head", "out", 2)
                        .to("head"),
                "head");
    }

    /** As in selective state spaces (Mamba): channels by states, summed along the positions. */
    @Test
    void channels_by_states_are_summed_along_positions() {
        check(
                builder()
                        .conv("c", IMAGE, 4)
                        .node("Reshape", "rc", "c", "fewer")
                        .node("Einsum", "states", equation("bdl,bnl->bldn"), "ra", "rb")
                        .node("CumSum", "summed", "states", "one")
                        .node("Tanh", "bound", "summed")
                        .node("Einsum", "read", equation("bldn,bnl->bdl"), "bound", "rc")
                        .node("Reshape", "out", "read", "map")
                        .conv("head", "out", 2)
                        .to("head"),
                "states",
                "read",
                "head");
    }

    /** As in mixtures of experts: what weighs the experts stays, and their channels go. */
    @Test
    void experts_lose_channels_beside_what_weighs_them() {
        check(
                builder()
                        .conv("c", IMAGE, 6)
                        .conv("gate", IMAGE, 2)
                        .node("Unsqueeze", "first", "a", "one")
                        .node("Unsqueeze", "second", "c", "one")
                        .concat("experts", "first", "second")
                        .node("Unsqueeze", "shares", "gate", "two")
                        .node("Mul", "weighed", "experts", "shares")
                        .node("ReduceSum", "sum", Attributes.NONE.with("keepdims", 0), "weighed", "one")
                        .conv("head", "sum", 2)
                        .to("head"),
                "gate",
                "head");
    }

    /** As in modulated convolutions: weights are scaled for each channel that they read, and those that they make go too. */
    @Test
    void channels_go_with_computed_weights_that_read_them() {
        check(
                builder()
                        .integers("reading", 1, 6, 1, 1)
                        .normal("kernels", 0.5, 3, 6, 3, 3)
                        .normal("w", 0.5, 3, 6)
                        .node("GlobalAveragePool", "mean", IMAGE)
                        .node("Flatten", "means", "mean")
                        .node("MatMul", "styles", "means", "w")
                        .node("Reshape", "style", "styles", "reading")
                        .node("Mul", "kernel", "kernels", "style")
                        .node("Conv", "made", Attributes.NONE.with("pads", 1, 1, 1, 1), "a", "kernel")
                        .conv("head", "made", 2)
                        .to("head"),
                "head");
    }
}
