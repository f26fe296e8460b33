package dev.coppice.compress.channel;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

/** Products of two computed tensors, and of matrices on the left. */
class AttentionChannelsTest {
    private static final Attributes SWAP = Attributes.NONE.with("perm", 0, 1, 3, 2);

    /** q, k and v as heads × inner × 64 pixels. */
    private static NetworkBuilder heads(int heads, int inner, int values) {
        NetworkBuilder network = NetworkBuilder.small()
                .constant("apart", Tensor.vector(0, heads, inner, 64))
                .constant("valuesApart", Tensor.vector(0, heads, values, 64))
                .constant("together", Tensor.vector(0, (long) heads * values, 8, 8));
        for (String name : new String[] {"q", "k"}) {
            network.conv(name, IMAGE, heads * inner).node("Reshape", name + "h", name, "apart");
        }
        return network.conv("v", IMAGE, heads * values)
                .node("Reshape", "vh", "v", "valuesApart")
                .node("Transpose", "qt", SWAP, "qh");
    }

    private static Network attention(int heads, int inner, int values) {
        return heads(heads, inner, values)
                .node("MatMul", "products", "qt", "kh")
                .node("Softmax", "weights", Attributes.NONE.with("axis", -1), "products")
                .node("MatMul", "mixed", "vh", "weights")
                .node("Reshape", "joined", "mixed", "together")
                .conv("head", "joined", 2)
                .to("head", 2);
    }

    @Test
    void queries_and_keys_lose_the_same_inner_dimension_of_every_head_and_values_another() {
        ChannelAnalysis analysis = ChannelAnalysis.of(attention(2, 4, 4));

        assertThat(analysis.groups())
                .extracting(ChannelGroup::name, ChannelGroup::size, ChannelGroup::free)
                .containsExactly(tuple("q", 4, 4), tuple("v", 4, 4), tuple("head", 2, 0));
        assertThat(analysis.channel(1).toString())
                .contains("'q' axis 1 index 1\n", "'q' axis 1 index 5\n", "'k' axis 1 index 1\n", "'qh' axis 2 index 1")
                .contains("'kh' axis 2 index 1")
                .doesNotContain("products");
    }

    @Test
    void heads_go_whole_where_there_are_more_of_them() {
        ChannelAnalysis analysis = ChannelAnalysis.of(attention(8, 2, 2));

        assertThat(analysis.groups())
                .extracting(ChannelGroup::name, ChannelGroup::size, ChannelGroup::free)
                .containsExactly(tuple("q", 8, 8), tuple("head", 2, 0));
        assertThat(analysis.channel(0).toString())
                .contains("'products' axis 1 index 0", "'v' axis 1 index 0", "'v' axis 1 index 1");
    }

    @Test
    void products_of_channels_by_channels_that_are_put_out_protect_them() {
        Network network = NetworkBuilder.small()
                .constant("flat", Tensor.vector(0, 4, 64))
                .conv("a", IMAGE, 4)
                .node("Reshape", "rows", "a", "flat")
                .node("Transpose", "columns", Attributes.NONE.with("perm", 0, 2, 1), "rows")
                .node("MatMul", "products", "rows", "columns")
                .to("products", 4);

        assertThat(ChannelAnalysis.of(network).groups().get(0).reason())
                .contains("reaches output 'products' unchanged by any contraction");
    }

    @Test
    void a_matrix_on_the_left_consumes_and_bears_the_rows() {
        Network network = NetworkBuilder.small()
                .constant("flat", Tensor.vector(0, 4, 64))
                .constant("map", Tensor.vector(0, 6, 8, 8))
                .constant("w", NetworkBuilder.counting(6, 4))
                .conv("a", IMAGE, 4)
                .node("Reshape", "rows", "a", "flat")
                .node("MatMul", "y", "w", "rows")
                .node("Reshape", "back", "y", "map")
                .conv("head", "back", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).channel(1)).hasToString("""
                'a' axis 1 index 1
                'rows' axis 1 index 1
                'a.weight' axis 0 index 1 as read by 'a'
                'w' axis 1 index 1 as read by 'y'""");
        assertThat(ChannelAnalysis.of(network).channel(4)).hasToString("""
                'y' axis 1 index 0
                'back' axis 1 index 0
                'w' axis 0 index 0 as read by 'y'
                'head.weight' axis 1 index 0 as read by 'head'""");
    }

    @Test
    void a_matrix_over_pixels_lets_channels_pass() {
        Network network = NetworkBuilder.small()
                .constant("flat", Tensor.vector(0, 4, 64))
                .constant("map", Tensor.vector(0, 4, 8, 8))
                .constant("w", Tensor.floats(Shape.of(64, 64), new float[64 * 64]))
                .conv("a", IMAGE, 4)
                .node("Reshape", "rows", "a", "flat")
                .node("MatMul", "y", "rows", "w")
                .node("Reshape", "back", "y", "map")
                .conv("head", "back", 2)
                .to("head", 2);

        assertThat(ChannelAnalysis.of(network).groups())
                .extracting(ChannelGroup::name, ChannelGroup::size, ChannelGroup::free)
                .containsExactly(tuple("a", 4, 4), tuple("y", 0, 0), tuple("head", 2, 0));
    }
}
