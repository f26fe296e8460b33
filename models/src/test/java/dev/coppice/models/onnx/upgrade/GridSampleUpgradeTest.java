package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridSampleUpgradeTest {
    private static Node node(Attributes attributes) {
        return Node.of("GridSample", "y", attributes, "x", "grid");
    }

    @ParameterizedTest
    @CsvSource({"linear, bilinear", "cubic, bicubic", "nearest, nearest"})
    void modes_get_their_old_names(String mode, String old) {
        assertThatRule(new GridSampleUpgrade())
                .on(node(Attributes.NONE.with("mode", mode)))
                .of(20)
                .becomes(node(Attributes.NONE.with("mode", old)));
    }

    @Test
    void the_default_is_linear() {
        assertThatRule(new GridSampleUpgrade())
                .on(node(Attributes.NONE))
                .of(22)
                .becomes(node(Attributes.NONE.with("mode", "bilinear")));
    }

    @Test
    void a_volume_is_refused() {
        assertThatRule(new GridSampleUpgrade())
                .on(node(Attributes.NONE))
                .of(20)
                .with("x", Tensor.floats(Shape.of(1, 1, 1, 1, 1), 0))
                .refuses("it samples a volume, which opset 18 does not know");
    }

    @Test
    void an_older_one_stays() {
        assertThatRule(new GridSampleUpgrade()).on(node(Attributes.NONE)).of(16).stays();
    }
}
