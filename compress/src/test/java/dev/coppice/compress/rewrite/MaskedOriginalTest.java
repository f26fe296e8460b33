package dev.coppice.compress.rewrite;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.counting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PlanStep.ConstantCut;
import dev.coppice.compress.plan.PlanStep.CutChannels;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masks of the masked original; tests of eval show in ONNX Runtime that it equals the pruned network. */
class MaskedOriginalTest {
    private static CutChannels cuts(ConstantCut... cuts) {
        return new CutChannels(List.of(cuts), List.of(), List.of());
    }

    private static ConstantCut cut(String node, int axis, Integer... keep) {
        return new ConstantCut(node, 1, axis, List.of(keep));
    }

    private static Tensor mask(Graph graph, String name) {
        return graph.constant(name + "/values").orElseThrow();
    }

    private static Node node(Graph graph, String name) {
        return graph.node(name);
    }

    @Test
    void a_contraction_reads_zeros_in_place_of_cut_channels() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node("Relu", "r", "a")
                .conv("head", "r", 2)
                .to("head");

        Graph masked = MaskedOriginal.of(network, cuts(cut("a", 0, 0, 2, 3), cut("head", 1, 0, 2, 3)));

        assertThat(node(masked, "head").input(0)).isEqualTo("head/mask");
        assertThat(node(masked, "head/mask").inputs()).containsExactly("r", "head/mask/cast");
        assertThat(mask(masked, "head/mask")).isEqualTo(Tensor.floats(Shape.of(4, 1, 1), 1, 0, 1, 1));
        assertThat(node(masked, "a")).isEqualTo(network.graph().node("a"));
        assertThat(masked.constants()).containsAllEntriesOf(network.graph().constants());
    }

    @Test
    void channels_of_all_groups_are_masked() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .grouped("b", "a", 4, 2)
                .conv("head", "b", 2)
                .to("head");

        Graph masked = MaskedOriginal.of(network, cuts(cut("b", 1, 1, 2)));

        assertThat(mask(masked, "b/mask")).isEqualTo(Tensor.floats(Shape.of(4, 1, 1), 0, 1, 1, 0));
    }

    @Test
    void a_matrix_on_the_left_reads_masked_rows() {
        Network network = NetworkBuilder.small()
                .constant("w", counting(4, 8))
                .node("MatMul", "m", "w", IMAGE)
                .conv("head", "m", 2)
                .to("head");
        CutChannels rows = cuts(new ConstantCut("m", 0, 1, List.of(0, 7)));

        Graph masked = MaskedOriginal.of(network, rows);

        assertThat(node(masked, "m").inputs()).containsExactly("w", "m/mask");
        assertThat(mask(masked, "m/mask")).isEqualTo(Tensor.floats(Shape.of(8, 1), 1, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void a_product_of_two_maps_reads_zeros_in_both() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .node("MatMul", "product", "a", "a")
                .conv("head", "product", 2)
                .to("head");
        CutChannels step = new CutChannels(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new PlanStep.SumCut("product", 0, 3, List.of(1, 3), 8),
                        new PlanStep.SumCut("product", 1, 2, List.of(1, 3), 8)));

        Graph masked = MaskedOriginal.of(network, step);

        assertThat(node(masked, "product").inputs()).containsExactly("product/mask", "product/mask1");
        assertThat(mask(masked, "product/mask")).isEqualTo(Tensor.floats(Shape.of(8), 0, 1, 0, 1, 0, 0, 0, 0));
        assertThat(mask(masked, "product/mask1")).isEqualTo(Tensor.floats(Shape.of(8, 1), 0, 1, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void statistics_over_channels_are_taken_of_kept_ones_alone() {
        Network network = NetworkBuilder.small()
                .constant("scale", counting(4))
                .constant("bias", counting(4))
                .conv("a", IMAGE, 4)
                .node("Transpose", "last", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("LayerNormalization", "norm", "last", "scale", "bias")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "norm")
                .conv("head", "back", 2)
                .to("head");
        CutChannels step = cuts(cut("norm", 0, 1, 3), new ConstantCut("norm", 2, 0, List.of(1, 3)));

        Graph masked = MaskedOriginal.of(network, step);

        assertThat(MaskedOriginal.keptNormalizations(network.graph(), step)).containsExactly("norm");
        assertThat(node(masked, "norm/kept").inputs())
                .containsExactly("norm/last/keep", "norm/scale/keep", "norm/bias/keep");
        assertThat(node(masked, "norm").inputs()).containsExactly("norm/kept", "norm/back");
        assertThat(node(masked, "norm").attributes().integer("axis", 0)).isEqualTo(-1);
        assertThat(masked.constant("norm/keep").orElseThrow()).isEqualTo(Tensor.vector(1, 3));
        assertThat(masked.constant("norm/back").orElseThrow()).isEqualTo(Tensor.vector(0, 0, 0, 1));
    }

    @Test
    void a_group_a_channel_spans_no_channels() {
        NetworkBuilder grouped = NetworkBuilder.small()
                .constant("scale", counting(4))
                .constant("bias", counting(4))
                .constant("k", counting(4, 1, 1))
                .conv("a", IMAGE, 4);
        Network network = grouped.node(
                        "GroupNormalization", "norm", Attributes.NONE.with("num_groups", 4), "a", "scale", "bias")
                .node("Mul", "scaled", "norm", "k")
                .conv("head", "scaled", 2)
                .to("head");

        assertThat(MaskedOriginal.keptNormalizations(network.graph(), cuts(cut("scaled", 0, 1, 3))))
                .isEmpty();
    }
}
