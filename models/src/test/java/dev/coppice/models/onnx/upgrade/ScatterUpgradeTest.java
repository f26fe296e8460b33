package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import org.junit.jupiter.api.Test;

class ScatterUpgradeTest {

    @Test
    void it_has_another_name() {
        assertThatRule(new ScatterUpgrade())
                .on(Node.of("Scatter", "y", Attributes.NONE.with("axis", 1), "x", "at", "values"))
                .of(9)
                .becomes(Node.of("ScatterElements", "y", Attributes.NONE.with("axis", 1), "x", "at", "values"));
    }
}
