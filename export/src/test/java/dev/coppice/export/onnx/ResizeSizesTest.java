package dev.coppice.export.onnx;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class ResizeSizesTest {
    private static NetworkBuilder quantised() {
        return NetworkBuilder.small()
                .constant("s", Tensor.scalar(0.5f))
                .node("QuantizeLinear", "q", IMAGE, "s")
                .node("DequantizeLinear", "x", "q", "s");
    }

    /** A map that is resized to 16×16, its space axes named. */
    private static Graph resized(NetworkBuilder b, String map) {
        Attributes space = Attributes.NONE.with("axes", 2, 3);
        return b.integers("sizes", 16, 16)
                .node("Resize", "wide", space, map, "", "", "sizes")
                .graph("wide");
    }

    @Test
    void sizes_of_all_axes_are_written_where_maps_are_quantised() {
        Node wide = ResizeSizes.complete(resized(quantised(), "x")).node("wide");

        assertThat(wide.attributes().has("axes")).isFalse();
        assertThat(wide.input(3)).isEqualTo("wide/sizes");
    }

    @Test
    void sizes_of_height_and_width_stay_where_nothing_moves_axes() {
        Graph plain = resized(NetworkBuilder.small(), IMAGE);

        assertThat(ResizeSizes.complete(plain).node("wide")).isEqualTo(plain.node("wide"));
    }
}
