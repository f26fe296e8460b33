package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NBitProductsTest {
    private static final NBitWeights FORM = new NBitWeights(8, 4, 4, 2);
    private static final Attributes ACCURATE = Attributes.NONE.with(NBitWeights.ACCURACY, 1);

    @Test
    void a_product_that_came_packed_is_written_packed() {
        Graph packed = NBitProducts.pack(quantised(FORM.middle()).graph("y"));

        Node product = packed.nodes().get(0);
        assertThat(packed.nodes()).hasSize(1);
        assertThat(product.domain()).isEqualTo("com.microsoft");
        assertThat(product.inputs()).containsExactly(NetworkBuilder.IMAGE, "w/B", "w/scales");
        assertThat(product.attributes().asMap().keySet())
                .containsExactlyInAnyOrder("K", "N", "bits", "block_size", "accuracy_level");
        assertThat(packed.constants().keySet()).containsExactly("w/B", "w/scales");
        assertThat(NBitProducts.pack(packed)).isSameAs(packed);
    }

    @Test
    void other_zero_points_than_the_middle_are_written() {
        Tensor zeros = Tensor.of(ElementType.UINT4, Shape.of(4, 4), ByteBuffer.allocate(16));

        Node product = NBitProducts.pack(quantised(zeros).graph("y")).nodes().get(0);

        assertThat(product.inputs()).endsWith("w/zero_points");
    }

    @Test
    void a_product_whose_weights_are_in_floating_point_is_plain() {
        NetworkBuilder b = NetworkBuilder.small().normal("w", 1, 8, 4);

        Graph plain = NBitProducts.pack(
                b.node("MatMul", "y", ACCURATE, NetworkBuilder.IMAGE, "w").graph("y"));

        assertThat(plain.nodes()).containsExactly(Node.of("MatMul", "y", Attributes.NONE, NetworkBuilder.IMAGE, "w"));
    }

    private static NetworkBuilder quantised(Tensor zeros) {
        Attributes blocks = Attributes.NONE.with("axis", 0).with("block_size", 2);
        return NetworkBuilder.small()
                .constant("q", Tensor.of(ElementType.UINT4, Shape.of(8, 4), ByteBuffer.allocate(32)))
                .constant("s", Tensor.floats(Shape.of(4, 4), new float[16]))
                .constant("z", zeros)
                .node("DequantizeLinear", "w", blocks, "q", "s", "z")
                .node("MatMul", "y", ACCURATE, NetworkBuilder.IMAGE, "w");
    }
}
