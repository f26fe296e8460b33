package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.export.parity.Parity;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GroupNormExpansionTest {
    private static final float EPSILON = 0.25f;

    /** A normalisation of two groups of two channels. */
    private static Graph norm() {
        Dimension side = Dimension.of(2);
        TensorInfo in =
                new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(4), side, side));
        Node node = Node.of(
                "GroupNormalization",
                "y",
                Attributes.NONE.with("num_groups", 2).with("epsilon", EPSILON),
                "x",
                "scale",
                "bias");
        Map<String, Tensor> constants = Map.of(
                "scale", Tensor.floats(Shape.of(2), 2, 3),
                "bias", Tensor.floats(Shape.of(2), -1, 1));
        return new Graph(
                "norm",
                List.of(in),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(node),
                constants);
    }

    @Test
    void computes_the_same_over_every_group() {
        float[] x = new float[16];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * i % 7;
        }

        float[] y;
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(norm(), WriteOptions.PLAIN), "norm")) {
            y = Objects.requireNonNull(
                            session.run(Tensor.floats(Shape.of(1, 4, 2, 2), x)).get("y"))
                    .toFloats();
        }

        for (int i = 0; i < x.length; i++) {
            int group = i / 8;
            double mean = 0;
            double square = 0;
            for (int k = group * 8; k < group * 8 + 8; k++) {
                mean += x[k] / 8;
                square += x[k] * x[k] / 8;
            }
            double expected = (2 + group) * (x[i] - mean) / Math.sqrt(square - mean * mean + EPSILON) - 1 + 2 * group;
            assertThat((double) y[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void reads_back_as_it_was() {
        Graph read = OnnxReader.parse(OnnxWriter.bytes(norm(), WriteOptions.PLAIN), "norm");

        assertThat(read.nodes()).isEqualTo(norm().nodes());
    }

    @Test
    void that_of_opset_21_stays_as_exact_as_it_is() {
        byte[] source = ModelBuilder.opset(21)
                .floats("scale", List.of(3), 1, 2, 3)
                .floats("bias", List.of(3), 3, 2, 1)
                .node("GroupNormalization", "n", "x", "scale", "bias")
                .integer("num_groups", 1)
                .node("Relu", "y", "n")
                .bytes();

        Graph graph = OnnxReader.parse(source, "source");
        byte[] written = OnnxWriter.bytes(graph, WriteOptions.PLAIN);

        assertThat(graph.nodes().stream().map(Node::op)).containsExactly("GroupNormalization", "Mul", "Add", "Relu");
        assertThat(OnnxReader.parse(written, "written").nodes().stream().map(Node::op))
                .containsExactly("GroupNormalization", "Mul", "Add", "Relu");
        try (OnnxSession before = OnnxSession.open(source, "source", 1);
                OnnxSession after = OnnxSession.open(written, "written", 1)) {
            assertThat(Parity.compare(after::run, before::run, List.of(Normal.tensor(11, Shape.of(2, 3, 8, 8))))
                            .maxRel())
                    .isLessThanOrEqualTo(1e-6);
        }
    }
}
