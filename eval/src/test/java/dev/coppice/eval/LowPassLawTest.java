package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.grid.LowPass;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Law that a low-pass in place equals the projection of the same map in memory, in ONNX Runtime and SameDiff. */
class LowPassLawTest {
    /** Rounding of sums of a few hundred products of size 1 in single precision. */
    private static final float ROUNDING = 1e-4f;

    private static final int HEIGHT = 30;
    private static final int WIDTH = 45;

    static Stream<Arguments> kindsAndGrids() {
        return Stream.of(Resampling.values())
                .flatMap(kind -> Stream.of("1/2", "1/3", "1/4x1/2").map(grid -> Arguments.of(kind, Grid.parse(grid))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kindsAndGrids")
    void equals_the_projection_in_memory_of_the_output(Resampling kind, Grid grid) {
        Network network = network();
        Tensor image = Normal.tensor(3, Shape.of(1, 3, HEIGHT, WIDTH));

        float[] passed = run(LowPass.at(network, "y", grid, kind).applied(network), image);

        assertThat(passed).containsExactly(projected(run(network, image), kind, grid), within(ROUNDING));
    }

    /** Only channels are mixed by the last node, with a bias. A projector that keeps constants commutes with it. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kindsAndGrids")
    void equals_the_projection_in_memory_of_a_map_inside(Resampling kind, Grid grid) {
        Network network = network();
        Tensor image = Normal.tensor(3, Shape.of(1, 3, HEIGHT, WIDTH));

        float[] passed = run(LowPass.at(network, "r", grid, kind).applied(network), image);

        assertThat(passed).containsExactly(projected(run(network, image), kind, grid), within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource(
            value = Resampling.class,
            names = {"DCT", "DFT"})
    void spectral_kinds_change_nothing_the_second_time(Resampling kind) {
        Network network = network();
        Tensor image = Normal.tensor(3, Shape.of(1, 3, HEIGHT, WIDTH));
        Network once = LowPass.at(network, "y", new Grid(1, 3), kind).applied(network);

        float[] twice = run(LowPass.at(once, "y", new Grid(1, 3), kind).applied(once), image);

        assertThat(twice).containsExactly(run(once, image), within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void computes_the_same_in_both_engines(Resampling kind) {
        Network network = network();
        Tensor image = Normal.tensor(3, Shape.of(1, 3, HEIGHT, WIDTH));
        Network passed = LowPass.at(network, "r", new Grid(1, 4), kind).applied(network);

        try (InferenceSession session = InferenceSession.of(passed, image.shape())) {
            float[] expected = run(passed, image);
            float largest = 0;
            for (float value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(session.logits(image.toFloats())).containsExactly(expected, within(ROUNDING * largest));
        }
    }

    /** Computes U·A·X·(U·A)ᵀ of every map, in double precision. */
    private static float[] projected(float[] maps, Resampling kind, Grid grid) {
        double[][] rows = projector(kind, HEIGHT, grid.samples(0, HEIGHT));
        double[][] columns = projector(kind, WIDTH, grid.samples(1, WIDTH));
        float[] out = new float[maps.length];
        for (int at = 0; at < maps.length; at += HEIGHT * WIDTH) {
            for (int i = 0; i < HEIGHT; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    double sum = 0;
                    for (int k = 0; k < HEIGHT; k++) {
                        for (int l = 0; l < WIDTH; l++) {
                            sum += rows[i][k] * maps[at + k * WIDTH + l] * columns[j][l];
                        }
                    }
                    out[at + i * WIDTH + j] = (float) sum;
                }
            }
        }
        return out;
    }

    private static double[][] projector(Resampling kind, int size, int low) {
        double[][] down = ResampleMatrix.exact(kind, size, low);
        double[][] up = ResampleMatrix.exact(kind, low, size);
        double[][] product = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < low; k++) {
                for (int j = 0; j < size; j++) {
                    product[i][j] += up[i][k] * down[k][j];
                }
            }
        }
        return product;
    }

    private static float[] run(Network network, Tensor image) {
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network), "test")) {
            return session.run(image, "y").toFloats();
        }
    }

    private static Network network() {
        List<Dimension> dims = List.of(Dimension.open("N"), Dimension.of(3), Dimension.open("H"), Dimension.open("W"));
        Graph graph = new Graph(
                "test",
                List.of(new TensorInfo("x", ElementType.FLOAT, dims)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(
                        Node.of("Conv", "a", Attributes.NONE.with("pads", 1, 1, 1, 1), "x", "a.w"),
                        Node.of("Relu", "r", Attributes.NONE, "a"),
                        Node.of("Conv", "y", Attributes.NONE, "r", "y.w", "y.b")),
                Map.of(
                        "a.w", Normal.tensor(3, Shape.of(4, 3, 3, 3)),
                        "y.w", Normal.tensor(3, Shape.of(2, 4, 1, 1)),
                        "y.b", Normal.tensor(3, Shape.of(2))));
        return new Network(graph, Cards.logits("x", HEIGHT, WIDTH, "y", "a", "b"));
    }
}
