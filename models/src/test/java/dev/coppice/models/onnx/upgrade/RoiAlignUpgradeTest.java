package dev.coppice.models.onnx.upgrade;

import static dev.coppice.models.onnx.upgrade.UpgradeAssert.assertThatRule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import org.junit.jupiter.api.Test;

class RoiAlignUpgradeTest {

    @Test
    void samples_before_16_have_no_half_pixel_shift() {
        assertThatRule(new RoiAlignUpgrade())
                .on(Node.of("RoiAlign", "y", Attributes.NONE, "x", "rois", "batch"))
                .of(10)
                .becomes(Node.of(
                        "RoiAlign",
                        "y",
                        Attributes.NONE.with("coordinate_transformation_mode", "output_half_pixel"),
                        "x",
                        "rois",
                        "batch"));
    }

    @Test
    void a_node_of_today_stays() {
        assertThatRule(new RoiAlignUpgrade())
                .on(Node.of("RoiAlign", "y", Attributes.NONE, "x", "rois", "batch"))
                .of(16)
                .stays();
    }
}
