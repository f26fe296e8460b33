package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.parity.Parity;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.fold.Folding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constants that are resized while reading: ONNX Runtime resizes them to the same values. */
class FoldedResizeTest {
    private static final double TOLERANCE = 1e-5;
    private static final Dimension ONE = Dimension.of(1);

    @ParameterizedTest
    @CsvSource({
        "linear,half_pixel,floor,9,13",
        "linear,align_corners,floor,3,11",
        "linear,asymmetric,floor,12,4",
        "linear,pytorch_half_pixel,floor,1,20",
        "cubic,half_pixel,floor,9,13",
        "cubic,half_pixel,floor,4,5",
        "cubic,align_corners,floor,11,3",
        "cubic,pytorch_half_pixel,floor,1,9",
        "cubic,asymmetric,floor,8,10",
        "nearest,half_pixel,round_prefer_floor,12,14",
        "nearest,half_pixel,round_prefer_ceil,3,14",
        "nearest,asymmetric,floor,12,21",
        "nearest,asymmetric,ceil,3,14"
    })
    void a_resized_constant_is_that_of_onnx_runtime(
            String mode, String coordinates, String nearest, int height, int width) {
        Attributes attributes = Attributes.NONE
                .with("mode", mode)
                .with("coordinate_transformation_mode", coordinates)
                .with("nearest_mode", nearest);
        Node resize = new Node("r", "", "Resize", List.of("map", "", "", "sizes"), List.of("r"), attributes);
        Tensor sizes = Tensor.vector(1, 2, height, width);
        Graph graph = new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, List.of(ONE, ONE, ONE, ONE))),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(resize, Node.of("Add", "y", Attributes.NONE, "x", "r")),
                Map.of("map", Normal.tensor(3, Shape.of(1, 2, 6, 7)), "sizes", sizes));

        Graph folded = Folding.apply(graph, ImageHint.NONE);

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Add");
        try (OnnxSession before = session(graph);
                OnnxSession after = session(folded)) {
            assertThat(Parity.compare(after::run, before::run, List.of(Tensor.floats(Shape.of(1, 1, 1, 1), 0)))
                            .maxRel())
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static OnnxSession session(Graph graph) {
        return OnnxSession.open(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "resized", 1);
    }
}
