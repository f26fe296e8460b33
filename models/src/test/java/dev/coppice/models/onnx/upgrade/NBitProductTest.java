package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NBitProductTest {
    private static final NBitWeights FORM = new NBitWeights(2, 1, 4, 2);
    private static final Attributes GIVEN =
            Attributes.NONE.with("K", 2).with("N", 1).with("bits", 4).with("block_size", 2);
    private static final Attributes BLOCKS = Attributes.NONE.with("axis", 0).with("block_size", 2);
    private static final Tensor NUMBERS = Tensor.of(ElementType.UINT8, Shape.of(1), ByteBuffer.wrap(new byte[] {0x21}));

    @Test
    void it_is_a_product_with_dequantised_weights() {
        file(node(GIVEN, "x", "w", "s"))
                .becomes(
                        Node.of("DequantizeLinear", "y_weights", BLOCKS, "y_steps", "y_scales", "y_zeros"),
                        Node.of("MatMul", "y", Attributes.NONE.with("accuracy_level", 0), "x", "y_weights"))
                .adds("y_steps", FORM.steps(NUMBERS))
                .adds("y_zeros", FORM.middle());
    }

    @Test
    void a_bias_is_added() {
        file(node(GIVEN.with("accuracy_level", 4), "x", "w", "s", "z", "", "b"))
                .becomes(
                        Node.of("DequantizeLinear", "y_weights", BLOCKS, "y_steps", "y_scales", "y_zeros"),
                        Node.of("MatMul", "y_product", Attributes.NONE.with("accuracy_level", 4), "x", "y_weights"),
                        Node.of("Add", "y", Attributes.NONE, "y_product", "b"))
                .adds("y_zeros", FORM.zeros(NUMBERS));
    }

    @Test
    void weights_that_are_too_few_are_refused() {
        file(node(GIVEN.with("N", 3), "x", "w", "s")).refuses("it has numbers UINT8 1, expected UINT8 3×1");
    }

    @Test
    void other_forms_are_carried_as_they_are() {
        assertThat(isRead(node(GIVEN, "x", "w", "s"))).isTrue();
        assertThat(isRead(node(GIVEN.with("bits", 2), "x", "w", "s"))).isFalse();
        assertThat(isRead(node(GIVEN, "x", "w", "s", "", "order"))).isFalse();
        assertThat(isRead(node(GIVEN, "x", "computed", "s"))).isFalse();
        assertThat(isRead(node(GIVEN, "x", "w", "computed"))).isFalse();
        assertThat(isRead(node(GIVEN, "x", "w", "s", "s"))).isFalse();
    }

    private static boolean isRead(Node node) {
        return RuntimeOperators.of(node, file(node)).isPresent();
    }

    private static UpgradeAssert file(Node node) {
        return new UpgradeAssert.Dated(new NBitProduct(), node)
                .of(17)
                .with("w", NUMBERS)
                .with("z", NUMBERS)
                .with("s", Tensor.floats(Shape.of(1), 0.5f));
    }

    private static Node node(Attributes attributes, String... inputs) {
        return new Node("y", NBitWeights.DOMAIN, NBitWeights.OP, List.of(inputs), List.of("y"), attributes);
    }
}
