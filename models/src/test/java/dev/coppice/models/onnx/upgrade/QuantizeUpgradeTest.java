package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class QuantizeUpgradeTest {
    private static final Attributes TYPED = Attributes.NONE.with("output_dtype", ElementType.INT16.code());

    @Test
    void a_type_becomes_a_zero_point_of_the_type() {
        on(TYPED.with("precision", 1), "x", "s")
                .becomes(Node.of("QuantizeLinear", "y", Attributes.NONE, "x", "s", "y_zero"))
                .adds("y_zero", Tensor.of(ElementType.INT16, Shape.of(2), ByteBuffer.allocate(4)));
    }

    @Test
    void a_zero_point_stays() {
        on(TYPED, "x", "s", "z").becomes(Node.of("QuantizeLinear", "y", Attributes.NONE, "x", "s", "z"));
        on(Attributes.NONE.with("axis", 0), "x", "s").stays();
    }

    @Test
    void what_older_opsets_do_not_have_is_refused() {
        on(TYPED, "x", "computed").refuses("its scale 'computed' is computed");
        on(Attributes.NONE.with("block_size", 2), "x", "s")
                .refuses("it computes with scales of blocks, which no older opset has");
        on(Attributes.NONE.with("precision", 10), "x", "s").refuses("its attribute 'precision' is 10");
    }

    private static UpgradeAssert on(Attributes attributes, String... inputs) {
        return assertThatRule(new QuantizeUpgrade())
                .on(Node.of("QuantizeLinear", "y", attributes, inputs))
                .of(23)
                .with("s", Tensor.floats(Shape.of(2), 1, 2));
    }
}
