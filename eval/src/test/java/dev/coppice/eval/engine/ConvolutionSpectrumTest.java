package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.Bands;
import dev.coppice.compress.spectral.MapTransform;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.samediff.train.step.LossGradients;
import dev.coppice.samediff.train.step.TensorGradients;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Comparison of back-propagation through a convolution in the frequency domain with SameDiff. A 3×3 convolution without
 * padding gets x wrapped round (Slice, Concat), so that z_o(t) = Σ_i Σ_τ w_oi(τ) x_i(t + τ − 1) on a torus. Networks'
 * convolutions are cross-correlations, so W stands where the formulas of convolutions have conj W.
 */
class ConvolutionSpectrumTest {
    private static final int SIZE = TinyTask.SIZE;
    private static final int PIXELS = SIZE * SIZE;
    private static final int IN = 3;
    private static final int OUT = 4;

    /** Rounding relative to the largest entry: SameDiff's floats, summed over 256 pixels. */
    private static final double SINGLE = 1e-5;

    private static final MapTransform DFT = MapTransform.of(Bands.of(SIZE, SIZE, SpectralBasis.DFT, BandShape.SQUARE));

    private final Network network = circular();
    private final TrainingBatch batch = new Calibration(new TinyTask(4), 1).labelled(network, "p0");
    private final List<double[]> x = new ArrayList<>();
    private final List<double[]> gx = new ArrayList<>();
    private final List<double[]> gz = new ArrayList<>();

    private static Network circular() {
        Network tiny = TinyTask.network(1);
        Random random = new Random(4);
        String logits = tiny.card().output().name();
        List<Node> nodes = new ArrayList<>();
        Map<String, Tensor> constants = new HashMap<>();
        nodes.add(Node.of("Conv", "a", Attributes.NONE, tiny.card().input().name(), "wa"));
        nodes.add(Node.of("Tanh", "x", Attributes.NONE, "a"));
        wrap(nodes, constants, "x", "rows", 2);
        wrap(nodes, constants, "rows", "wrapped", 3);
        nodes.add(Node.of("Conv", "z", Attributes.NONE, "wrapped", "w"));
        nodes.add(Node.of("Tanh", "u", Attributes.NONE, "z"));
        nodes.add(Node.of("Conv", logits, Attributes.NONE, "u", "wc"));
        constants.put("wa", Normal.tensor(random, 0.5, IN, 3, 1, 1));
        constants.put("w", Normal.tensor(random, 0.5, OUT, IN, 3, 3));
        constants.put("wc", Normal.tensor(random, 0.5, 2, OUT, 1, 1));
        Graph graph = new Graph(
                "circular",
                tiny.graph().inputs(),
                List.of(new TensorInfo(logits, ElementType.FLOAT, List.of())),
                nodes,
                constants);
        return new Network(graph, tiny.card());
    }

    /** Puts the last line before the first and the first behind the last. */
    private static void wrap(List<Node> nodes, Map<String, Tensor> constants, String from, String to, int axis) {
        constants.put(to + ".first", Tensor.vector(0));
        constants.put(to + ".second", Tensor.vector(1));
        constants.put(to + ".last", Tensor.vector(SIZE - 1));
        constants.put(to + ".end", Tensor.vector(SIZE));
        constants.put(to + ".axis", Tensor.vector(axis));
        nodes.add(Node.of("Slice", to + ".tail", Attributes.NONE, from, to + ".last", to + ".end", to + ".axis"));
        nodes.add(Node.of("Slice", to + ".head", Attributes.NONE, from, to + ".first", to + ".second", to + ".axis"));
        nodes.add(Node.of("Concat", to, Attributes.NONE.with("axis", axis), to + ".tail", from, to + ".head"));
    }

    private void differentiate() {
        try (TensorGradients gradients = TensorGradients.of(network, network.inputShape(1), List.of("x", "z"))) {
            Map<String, TensorGradient> at = gradients.at(batch).tensors();
            TensorGradient ofX = Objects.requireNonNull(at.get("x"));
            TensorGradient ofZ = Objects.requireNonNull(at.get("z"));
            for (int i = 0; i < IN; i++) {
                x.add(spectrum(ofX.values(), i));
                gx.add(spectrum(ofX.gradient(), i));
            }
            for (int o = 0; o < OUT; o++) {
                gz.add(spectrum(ofZ.gradient(), o));
            }
        }
    }

    private static double[] spectrum(float[] maps, int index) {
        double[] map = new double[PIXELS];
        Arrays.setAll(map, i -> maps[index * PIXELS + i]);
        return DFT.coefficients(map);
    }

    @Test
    void the_kernel_gradient_is_the_back_transformed_cross_spectrum() {
        differentiate();
        float[] measured;
        try (LossGradients gradients = LossGradients.of(network, network.inputShape(1), Set.of("w"))) {
            measured = Objects.requireNonNull(gradients.at(batch).get("w"));
        }

        double[] expected = new double[OUT * IN * 9];
        for (int o = 0; o < OUT; o++) {
            for (int i = 0; i < IN; i++) {
                for (int tap = 0; tap < 9; tap++) {
                    expected[(o * IN + i) * 9 + tap] = crossSpectrum(gz.get(o), x.get(i), tap);
                }
            }
        }
        near(measured, expected);
    }

    /** Computes (1/N) Σ_k conj(G[k]) X[k] exp(2πi k·τ/N) at a tap's τ. */
    private static double crossSpectrum(double[] g, double[] f, int tap) {
        double sum = 0;
        for (int k = 0; k < PIXELS; k++) {
            double angle = angle(k, tap);
            double re = g[2 * k] * f[2 * k] + g[2 * k + 1] * f[2 * k + 1];
            double im = g[2 * k] * f[2 * k + 1] - g[2 * k + 1] * f[2 * k];
            sum += (re * Math.cos(angle) - im * Math.sin(angle)) / PIXELS;
        }
        return sum;
    }

    /** The angle 2π k·τ / N, with positions and taps counted row by row. */
    private static double angle(int k, int tap) {
        int row = k / SIZE;
        int down = tap / 3 - 1;
        int turns = row * down + k % SIZE * (tap % 3 - 1);
        return 2 * Math.PI * turns / SIZE;
    }

    @Test
    void a_convolution_hands_gradients_back_frequency_by_frequency() {
        differentiate();
        float[] w = network.graph().constant("w").orElseThrow().toFloats();
        for (int i = 0; i < IN; i++) {
            double[] expected = new double[2 * PIXELS];
            for (int k = 0; k < PIXELS; k++) {
                for (int o = 0; o < OUT; o++) {
                    double re = 0;
                    double im = 0;
                    for (int tap = 0; tap < 9; tap++) {
                        re += w[(o * IN + i) * 9 + tap] * Math.cos(angle(k, tap));
                        im -= w[(o * IN + i) * 9 + tap] * Math.sin(angle(k, tap));
                    }
                    double[] g = gz.get(o);
                    expected[2 * k] += re * g[2 * k] - im * g[2 * k + 1];
                    expected[2 * k + 1] += re * g[2 * k + 1] + im * g[2 * k];
                }
            }
            near(gx.get(i), expected);
        }
    }

    private static void near(float[] actual, double[] expected) {
        double[] wide = new double[actual.length];
        Arrays.setAll(wide, i -> actual[i]);
        near(wide, expected);
    }

    private static void near(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(largest).isPositive();
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]) / largest)
                    .as("at " + i)
                    .isLessThan(SINGLE);
        }
    }
}
