package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resample written as ONNX operators against its definition Y = A·X·Bᵀ, in ONNX Runtime. */
class ResampleExpansionTest {
    /** The error of sums of up to 40 products in single precision, with values of order 1. */
    private static final float SINGLE = 1e-5f;

    private static final Shape IMAGE = Shape.of(2, 3, 36, 40);

    @ParameterizedTest(name = "{0} {1} to {2}, open {3}: {4}")
    @CsvSource({
        "area, 1/1, 1/2, false, AveragePool",
        "area, 1/1, 1/2, true, AveragePool",
        "area, 1/1, 1/4, false, AveragePool",
        "area, 1/1, 2/3, false, MatMul",
        "area, 1/1, 2/3, true, MatMul",
        "area, 1/2, 1/1, false, Resize",
        "area, 1/2, 1/1, true, Resize",
        "area, 1/7, 1/1, true, Resize",
        "area, 1/2, 1/2, false, Identity",
        "bilinear, 1/1, 1/2, false, Resize",
        "bilinear, 1/1, 1/2, true, Resize",
        "bilinear, 1/1, 3/7, false, Resize",
        "bilinear, 1/3, 1/1, true, Resize",
        "bilinear, 1/4, 3/4, true, Resize",
        "dct, 1/1, 1/2, false, MatMul",
        "dct, 1/1, 3/7, true, MatMul",
        "dct, 1/4, 1/2, false, MatMul",
        "dft, 1/1, 1/2, false, MatMul",
        "dft, 1/1, 5/12, false, MatMul",
        "dft, 3/8, 1/1, true, MatMul",
        "bilinear-align-corners, 1/1, 1/2, false, Resize",
        "bilinear-align-corners, 1/1, 3/7, false, Resize",
        "bilinear-align-corners, 1/4, 1/1, true, Resize",
        "bilinear-align-corners, 1/36, 1/1, true, Resize",
        "area, 1/1, 1/2x1/4, true, AveragePool",
        "area, 1/1, 1/1x1/2, false, AveragePool",
        "area, 1/2x1/1, 1/1x1/2, false, MatMul",
        "bilinear, 1/2x1/4, 1/1, true, Resize",
        "dct, 1/1, 1/1x1/2, false, MatMul"
    })
    void equals_the_matrix_product(String kindName, String from, String to, boolean open, String operator) {
        Resampling kind = Resampling.parse(kindName);
        Graph graph = graph(kind, Grid.parse(from), Grid.parse(to), open);

        Graph expanded = ResampleExpansion.expand(graph, Optional.of(IMAGE));
        byte[] written = OnnxWriter.bytes(expanded, WriteOptions.PLAIN);

        assertThat(expanded.producer("y").orElseThrow().op()).isEqualTo(operator);
        Tensor x = noise(3);
        try (OnnxSession session = OnnxSession.open(written, "resample")) {
            Tensor actual = session.run(x, "y");
            Tensor middle = apply(matrices(kind, IMAGE, Grid.parse(from)), x);
            Tensor expected = apply(matrices(kind, middle.shape(), Grid.parse(to)), middle);
            assertThat(actual.shape()).isEqualTo(expected.shape());
            assertThat(actual.toFloats()).containsExactly(expected.toFloats(), within(SINGLE));
        }
    }

    @Test
    void keeps_open_sizes_open_where_operators_allow_it_and_fixes_them_where_not() {
        Graph pooled = graph(Resampling.AREA, Grid.FULL, new Grid(1, 2), true);
        Graph cropped = graph(Resampling.DCT, Grid.FULL, new Grid(1, 2), true);

        assertThat(ResampleExpansion.expand(pooled, Optional.of(IMAGE)).inputs().get(0))
                .hasToString("x FLOAT N×3×H×W");
        assertThat(ResampleExpansion.expand(cropped, Optional.of(IMAGE))
                        .inputs()
                        .get(0))
                .hasToString("x FLOAT N×3×36×40");
    }

    @Test
    void leaves_out_what_keeps_its_size() {
        Graph graph = graph(Resampling.DCT, Grid.FULL, new Grid(1, 2), false);

        assertThat(ResampleExpansion.expand(graph, Optional.of(IMAGE)).nodes())
                .extracting(Node::op)
                .containsExactly("MatMul", "MatMul");
    }

    @Test
    void asks_for_the_image_size() {
        Graph graph = graph(Resampling.AREA, Grid.FULL, new Grid(1, 2), true);

        assertThatThrownBy(() -> OnnxWriter.bytes(graph, WriteOptions.PLAIN))
                .hasMessage("graph 'g' has 2 Resample nodes; give the network's input size to write them out");
    }

    private static Graph graph(Resampling kind, Grid from, Grid to, boolean open) {
        List<Dimension> axes = List.of(
                Dimension.open("N"),
                Dimension.of(3),
                open ? Dimension.open("H") : Dimension.of(36),
                open ? Dimension.open("W") : Dimension.of(40));
        List<Node> nodes =
                List.of(new Resample(kind, from).node("x", "middle"), new Resample(kind, to).node("middle", "y"));
        return new Graph(
                "g",
                List.of(new TensorInfo("x", ElementType.FLOAT, axes)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                nodes,
                Map.of());
    }

    private static float[][][] matrices(Resampling kind, Shape x, Grid to) {
        return new float[][][] {
            ResampleMatrix.of(kind, x.size(2), to.samples(0, IMAGE.size(2))),
            ResampleMatrix.of(kind, x.size(3), to.samples(1, IMAGE.size(3)))
        };
    }

    private static Tensor apply(float[][][] matrices, Tensor x) {
        float[][] a = matrices[0];
        float[][] b = matrices[1];
        float[] in = x.toFloats();
        int h = x.shape().size(2);
        int w = x.shape().size(3);
        int maps = in.length / h / w;
        float[] out = new float[maps * a.length * b.length];
        for (int m = 0; m < maps; m++) {
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    double sum = 0;
                    for (int k = 0; k < h; k++) {
                        for (int l = 0; l < w; l++) {
                            sum += (double) a[i][k] * in[(m * h + k) * w + l] * b[j][l];
                        }
                    }
                    out[(m * a.length + i) * b.length + j] = (float) sum;
                }
            }
        }
        return Tensor.floats(x.shape().with(2, a.length).with(3, b.length), out);
    }

    private static Tensor noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[(int) IMAGE.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Tensor.floats(IMAGE, values);
    }
}
