package dev.coppice.samediff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolutions against the definition in double precision, and gradients against it by linearity. */
class ConvolutionTest {
    private static final Convolution.Wanted BOTH = new Convolution.Wanted(true, true);
    /** The rounding error of sums of a few hundred products in single precision. */
    private static final double EXACT = 1e-5;

    @BeforeEach
    void there_is_a_build() {
        assumeThat(OneDnn.isAvailable()).isTrue();
        Nd4j.getRandom().setSeed(3);
    }

    /** The kernel, stride, padding and dilation for height and width, and the input and output channels. */
    private static ConvolutionForm form(String window, int from, int to, boolean depthwise) {
        List<Long> w = Arrays.stream(window.split(" ")).map(Long::valueOf).toList();
        long[] out = new long[2];
        for (int i = 0; i < 2; i++) {
            out[i] = (size(i) + 2 * w.get(4 + i) - w.get(6 + i) * (w.get(i) - 1) - 1) / w.get(2 + i) + 1;
        }
        long results = depthwise ? (long) from * to : to;
        return new ConvolutionForm(
                List.of(2L, (long) size(0), (long) size(1), (long) from),
                List.of(w.get(0), w.get(1), (long) from, (long) to),
                List.of(2L, out[0], out[1], results),
                w,
                depthwise);
    }

    private static int size(int axis) {
        return axis == 0 ? 11 : 9;
    }

    private static INDArray random(List<Long> sizes) {
        return Nd4j.randn(
                DataType.FLOAT, sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static INDArray zeros(List<Long> sizes) {
        return random(sizes).assign(7);
    }

    /** Computes every pixel of the result by the definition. */
    private static double[] expected(ConvolutionForm form, INDArray maps, INDArray weights) {
        List<Long> w = form.window();
        long[] out = form.out().stream().mapToLong(Long::longValue).toArray();
        double[] result = new double[(int) (out[0] * out[1] * out[2] * out[3])];
        int at = 0;
        for (int n = 0; n < out[0]; n++) {
            for (int y = 0; y < out[1]; y++) {
                for (int x = 0; x < out[2]; x++) {
                    for (int o = 0; o < out[3]; o++, at++) {
                        for (int i = 0; i < w.get(0) * w.get(1); i++) {
                            long ky = i / w.get(1);
                            long kx = i % w.get(1);
                            long py = y * w.get(2) - w.get(4) + ky * w.get(6);
                            long px = x * w.get(3) - w.get(5) + kx * w.get(7);
                            if (py >= 0 && px >= 0 && py < size(0) && px < size(1)) {
                                result[at] += products(form, maps, weights, new long[] {n, py, px, ky, kx, o});
                            }
                        }
                    }
                }
            }
        }
        return result;
    }

    private static double products(ConvolutionForm form, INDArray maps, INDArray weights, long[] at) {
        long channels = form.in().get(3);
        long each = form.weights().get(3);
        double sum = 0;
        for (long c = 0; c < channels; c++) {
            boolean own = !form.depthwise() || at[5] / each == c;
            long to = form.depthwise() ? at[5] % each : at[5];
            sum += own ? maps.getDouble(at[0], at[1], at[2], c) * weights.getDouble(at[3], at[4], c, to) : 0;
        }
        return sum;
    }

    private static void assertClose(INDArray actual, double[] expected) {
        double[] values = actual.dup('c').data().asDouble();
        assertThat(values).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(1);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("element %d", i).isCloseTo(expected[i], within(EXACT * largest));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3 3 1 1 1 1 1 1, 3, 24, false",
        "3 3 2 2 1 1 1 1, 16, 5, false",
        "1 1 1 1 0 0 1 1, 7, 11, false",
        "1 1 2 2 0 0 1 1, 3, 48, false",
        "1 1 3 2 0 0 1 1, 17, 5, false",
        "1 1 2 2 0 0 1 1, 8, 1, true",
        "3 3 1 1 2 2 2 2, 8, 8, false",
        "3 2 2 1 3 0 3 2, 5, 6, false",
        "3 3 1 1 1 1 1 1, 16, 1, true",
        "5 3 2 1 2 1 1 1, 6, 1, true",
        "3 3 1 1 2 2 2 2, 5, 2, true",
        "3 3 1 1 2 2 2 2, 16, 1, true",
        "3 3 1 1 6 6 6 6, 5, 1, true",
        "3 2 1 1 3 0 3 2, 7, 1, true",
        "3 3 1 1 0 0 3 2, 6, 1, true",
        "3 3 1 1 9 1 2 2, 6, 1, true"
    })
    void is_as_defined_and_its_gradients_are_its_adjoints(String window, int from, int to, boolean depthwise) {
        ConvolutionForm form = form(window, from, to, depthwise);
        INDArray maps = random(form.in());
        INDArray weights = random(form.weights());
        INDArray bias = random(form.out().subList(3, 4));
        INDArray result = zeros(form.out());
        try (Convolution forward =
                Convolution.forward(form, new Convolution.Arrays(maps, weights, Optional.of(bias), result))) {
            forward.run();
        }
        double[] plain = expected(form, maps, weights);
        double[] biased = plain.clone();
        for (int i = 0; i < biased.length; i++) {
            biased[i] += bias.getDouble(i % bias.length());
        }
        assertClose(result, biased);

        INDArray above = random(form.out());
        Convolution.Arrays given = new Convolution.Arrays(maps, weights, Optional.of(bias), above);
        Convolution.Arrays gradients = new Convolution.Arrays(
                zeros(form.in()),
                zeros(form.weights()),
                Optional.of(zeros(form.out().subList(3, 4))),
                above);
        try (Convolution backward = Convolution.backward(form, given, gradients, BOTH)) {
            backward.run();
        }
        // by linearity in maps and in weights, <above, conv(m, w)> is the product with either gradient for any m or w
        INDArray otherMaps = random(form.in());
        INDArray otherWeights = random(form.weights());
        assertThat(dot(otherMaps, gradients.maps()))
                .isCloseTo(dot(above, expected(form, otherMaps, weights)), within(EXACT * above.length()));
        assertThat(dot(otherWeights, gradients.weights()))
                .isCloseTo(dot(above, expected(form, maps, otherWeights)), within(EXACT * above.length()));
        assertThat(gradients.bias().orElseThrow().distance2(above.sum(0, 1, 2))).isLessThan(EXACT * above.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3 3 1 1 2 2 2 2", "3 3 1 1 6 6 6 6", "3 3 1 1 9 12 9 12", "3 2 1 1 3 0 3 2", "3 3 1 1 0 0 3 2"})
    void gradients_of_single_taps_are_those_of_the_convolution(String window) {
        ConvolutionForm form = form(window, 6, 1, true);
        assertThat(form.turns()).isTrue();
        Convolution.Arrays given =
                new Convolution.Arrays(random(form.in()), random(form.weights()), Optional.empty(), random(form.out()));
        INDArray bias = zeros(form.out().subList(3, 4));
        Convolution.Arrays gradients =
                new Convolution.Arrays(zeros(form.in()), zeros(form.weights()), Optional.of(bias), given.result());
        try (TapGradients taps = new TapGradients(form, given, gradients, zeros(List.of(TapGradients.room(form))))) {
            taps.run();
            taps.run();
        }

        INDArray other = random(form.weights());
        assertThat(dot(other, gradients.weights()))
                .isCloseTo(dot(given.result(), expected(form, given.maps(), other)), within(EXACT * 1000));
        assertThat(bias.distance2(given.result().sum(0, 1, 2))).isLessThan(EXACT * 1000);
    }

    @ParameterizedTest
    @CsvSource({"2 2 2 2 0 0 1 1, 6, 4", "4 4 2 2 1 1 1 1, 3, 5", "3 3 1 1 1 1 1 1, 8, 8"})
    void a_transposed_convolution_is_the_gradient_of_a_convolution(String window, int from, int to) {
        ConvolutionForm form = form(window, from, to, false);
        INDArray maps = random(form.out());
        INDArray weights = random(form.weights());
        INDArray result = zeros(form.in());
        try (Convolution transposed =
                Convolution.transposed(form, new Convolution.Arrays(maps, weights, Optional.empty(), result))) {
            transposed.run();
        }
        INDArray above = random(form.in());
        assertThat(dot(above, result)).isCloseTo(dot(maps, expected(form, above, weights)), within(EXACT * 1000));

        Convolution.Arrays given = new Convolution.Arrays(maps, weights, Optional.empty(), above);
        Convolution.Arrays gradients =
                new Convolution.Arrays(zeros(form.out()), zeros(form.weights()), Optional.empty(), above);
        try (Convolution backward = Convolution.transposedBackward(form, given, gradients, BOTH)) {
            backward.run();
        }
        INDArray otherWeights = random(form.weights());
        assertClose(gradients.maps(), expected(form, above, weights));
        assertThat(dot(otherWeights, gradients.weights()))
                .isCloseTo(dot(maps, expected(form, above, otherWeights)), within(EXACT * 1000));
    }

    @ParameterizedTest
    @CsvSource({
        "3 3 1 1 1 1 1 1, false, true, false",
        "3 3 1 1 1 1 1 1, true, false, false",
        "2 2 2 2 0 0 1 1, false, true, true",
        "2 2 2 2 0 0 1 1, true, false, true"
    })
    void gradients_that_nobody_wants_are_left_alone(
            String window, boolean inMaps, boolean inWeights, boolean transposed) {
        ConvolutionForm form = form(window, 3, 24, false);
        List<Long> from = transposed ? form.out() : form.in();
        List<Long> to = transposed ? form.in() : form.out();
        Convolution.Arrays given =
                new Convolution.Arrays(random(from), random(form.weights()), Optional.empty(), random(to));
        Convolution.Arrays gradients =
                new Convolution.Arrays(zeros(from), zeros(form.weights()), Optional.empty(), given.result());
        Convolution.Wanted wanted = new Convolution.Wanted(inMaps, inWeights);
        try (Convolution backward = transposed
                ? Convolution.transposedBackward(form, given, gradients, wanted)
                : Convolution.backward(form, given, gradients, wanted)) {
            backward.run();
        }

        assertThat(isUntouched(gradients.maps())).isEqualTo(!inMaps);
        assertThat(isUntouched(gradients.weights())).isEqualTo(!inWeights);
    }

    private static boolean isUntouched(INDArray array) {
        return array.minNumber().doubleValue() == 7 && array.maxNumber().doubleValue() == 7;
    }

    /** oneDNN's own kernel for it wrote beyond its memory with several threads, and the process died here or later. */
    @ParameterizedTest
    @CsvSource({"3, 48", "8, 48", "12, 16"})
    void a_convolution_of_one_pixel_with_strides_and_few_channels_is_safe(int from, int to) {
        List<Long> maps = List.of(1L, 64L, 64L, (long) from);
        List<Long> result = List.of(1L, 32L, 32L, (long) to);
        List<Long> window = List.of(1L, 1L, 2L, 2L, 0L, 0L, 1L, 1L);
        ConvolutionForm form =
                new ConvolutionForm(maps, List.of(1L, 1L, (long) from, (long) to), result, window, false);
        Convolution.Arrays given =
                new Convolution.Arrays(random(maps), random(form.weights()), Optional.empty(), random(result));
        Convolution.Arrays gradients =
                new Convolution.Arrays(zeros(maps), zeros(form.weights()), Optional.empty(), given.result());

        for (int i = 0; i < 10; i++) {
            try (Convolution backward = Convolution.backward(form, given, gradients, BOTH)) {
                backward.run();
            }
        }

        INDArray read = given.maps()
                .get(
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, 2, 64),
                        NDArrayIndex.interval(0, 2, 64),
                        NDArrayIndex.all());
        INDArray expected =
                read.dup('c').reshape(-1, from).transpose().mmul(given.result().reshape(-1, to));
        assertThat(gradients.weights().reshape(from, to).distance2(expected)).isLessThan(EXACT * 32 * 32);
    }

    private static double dot(INDArray a, INDArray b) {
        return dot(a, b.dup('c').data().asDouble());
    }

    private static double dot(INDArray a, double[] b) {
        double[] values = a.dup('c').data().asDouble();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * b[i];
        }
        return sum;
    }
}
