package dev.coppice.samediff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Test of pixelwise kernels against ND4J's own operators. */
class PixelwiseTest {
    private static final double EXACT = 1e-6;

    @BeforeEach
    void there_is_a_build() {
        assumeThat(OneDnn.isAvailable()).isTrue();
        Nd4j.getRandom().setSeed(5);
    }

    private static void assertSame(INDArray actual, INDArray expected) {
        assertThat(actual.reshape(expected.shape()).distance2(expected))
                .isCloseTo(
                        0,
                        within(EXACT
                                * Math.sqrt((double) expected.length())
                                * expected.amaxNumber().doubleValue()));
    }

    @ParameterizedTest
    @CsvSource({"2, 8, 8, 24", "1, 5, 3, 7", "3, 6, 7, 16"})
    void adds_a_factor_times_a_map_and_a_shift(int images, int height, int width, int channels) {
        INDArray x = Nd4j.randn(DataType.FLOAT, images, height, width, channels);
        INDArray sum = Nd4j.randn(DataType.FLOAT, x.shape());
        INDArray b = Nd4j.randn(DataType.FLOAT, 1, channels);
        INDArray c = Nd4j.randn(DataType.FLOAT, 1, channels);
        INDArray expected = x.reshape(-1, channels)
                .mulRowVector(b)
                .addi(sum.reshape(-1, channels))
                .addiRowVector(c);
        try (ScaledSum scaled = new ScaledSum(x, sum)) {
            scaled.factors().addiRowVector(b);
            scaled.shifts().addiRowVector(c);
            scaled.run();
        }

        assertSame(sum, expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 5, 12, 48})
    void gradients_of_a_scale_are_its_sums(int channels) {
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 9, 8, channels);
        assertThat(ScaleGradient.isFast(144, channels)).isTrue();
        INDArray g = Nd4j.randn(DataType.FLOAT, x.shape());
        INDArray s = Nd4j.randn(DataType.FLOAT, channels);
        INDArray inMaps = Nd4j.create(DataType.FLOAT, x.shape());
        INDArray inFactors = Nd4j.create(DataType.FLOAT, channels);
        try (ScaleGradient gradient = new ScaleGradient(x, s, g, new ScaleGradient.Gradients(inMaps, inFactors))) {
            gradient.run();

            assertSame(inMaps, g.reshape(-1, channels).mulRowVector(s.reshape(1, channels)));
            assertSame(inFactors, g.mul(x).sum(0, 1, 2));
            assertSame(gradient.shiftGradient(), g.sum(0, 1, 2));
        }
    }

    @Test
    void pixels_that_cannot_be_taken_together_have_no_fast_gradient_of_a_scale() {
        assertThat(ScaleGradient.isFast(12, 6)).isTrue();
        assertThat(ScaleGradient.isFast(12, 5)).isFalse();
        assertThat(ScaleGradient.isFast(7, 16)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 9, 7, 24", "1, 1, 1, 3", "3, 4, 5, 19"})
    void sums_of_channels_and_of_their_products(int images, int height, int width, int channels) {
        INDArray x = Nd4j.randn(DataType.FLOAT, images, height, width, channels);
        INDArray y = Nd4j.randn(DataType.FLOAT, x.shape());
        try (ChannelSums sums = new ChannelSums(x, y)) {
            sums.run();

            assertSame(sums.products(), x.mul(y).sum(0, 1, 2));
            assertSame(sums.sums(), x.sum(0, 1, 2));
        }
    }

    @Test
    void rounding_does_not_pile_up_along_a_map() {
        INDArray maps = Nd4j.valueArrayOf(new long[] {4, 256, 320, 3}, 0.1f, DataType.FLOAT);
        try (ChannelSums sums = new ChannelSums(maps, maps)) {
            sums.run();
            double pixels = 4 * 256 * 320;

            assertThat(sums.sums().getDouble(0, 1)).isCloseTo(0.1 * pixels, within(1e-5 * pixels));
            assertThat(sums.products().getDouble(0, 1)).isCloseTo(0.01 * pixels, within(1e-6 * pixels));
        }
    }

    /** With fewer values than are taken at once, with more, and with a rest. */
    @ParameterizedTest
    @CsvSource({"1, 5", "7, 3", "4099, 8", "300, 96", "3, 20000"})
    void sums_of_vectors(int vectors, int channels) {
        INDArray values = Nd4j.randn(DataType.FLOAT, vectors + 2, channels)
                .get(NDArrayIndex.interval(1, vectors + 1), NDArrayIndex.all());
        INDArray result = Nd4j.create(DataType.FLOAT, channels + 1).get(NDArrayIndex.interval(1, channels + 1));
        VectorSums sums = new VectorSums(values, result, -2);
        sums.run();
        sums.run();

        assertSame(result, values.castTo(DataType.DOUBLE).sum(0).muli(-2).castTo(DataType.FLOAT));
    }

    @ParameterizedTest
    @CsvSource({"0 2 3 1, 2 5 3 4", "1 0, 33 17", "0 3 1 2, 1 8 2 9", "2 0 1, 4 1 6", "0 2 1 4 3, 2 3 4 5 2"})
    void axes_are_copied_in_another_order(String order, String sizes) {
        int[] axes =
                Arrays.stream(order.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        INDArray from = Nd4j.randn(
                        DataType.FLOAT,
                        Arrays.stream(sizes.split(" ", -1))
                                .mapToLong(Long::parseLong)
                                .toArray())
                .permute(axes);
        INDArray to = Nd4j.create(DataType.FLOAT, from.shape());
        try (Permutation permutation = new Permutation(from, to)) {
            permutation.run();
        }

        assertThat(to).isEqualTo(from);
    }

    /** The values are those of tables of the error function (Abramowitz and Stegun, 1964, table 7.1). */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.02, 0.0225645747",
        "0.5, 0.5204998778",
        "1, 0.8427007929",
        "1.5, 0.9661051465",
        "2, 0.9953222650",
        "5, 1",
        "-1, -0.8427007929",
        "Infinity, 1"
    })
    void the_error_function_has_the_values_of_the_tables(float x, double expected) {
        INDArray values = Nd4j.valueArrayOf(new long[] {5000}, x, DataType.FLOAT);
        new ErrorFunction(values, values).run();

        for (int i : new int[] {0, 4095, 4096, 4999}) {
            assertThat(values.getDouble(i)).isCloseTo(expected, within(3e-7 * Math.abs(expected)));
        }
    }

    @Test
    void the_error_function_of_no_number_is_none() {
        INDArray values = Nd4j.valueArrayOf(new long[] {20}, Float.NaN, DataType.FLOAT);
        new ErrorFunction(values, values).run();

        assertThat(values.getFloat(19)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"6, 96", "4, 4099", "300, 5"})
    void rows_are_normalised_and_have_the_gradients_of_that(int rows, int columns) {
        INDArray x = Nd4j.randn(DataType.FLOAT, rows, columns).muli(3).addi(2);
        INDArray g = Nd4j.randn(DataType.FLOAT, rows, columns);
        INDArray normal = Nd4j.create(DataType.FLOAT, rows, columns);
        INDArray gradient = Nd4j.create(DataType.FLOAT, rows, columns);
        try (RowNormalisation forward = RowNormalisation.forward(x, normal, 1e-3);
                RowNormalisation backward = RowNormalisation.backward(x, g, gradient, 1e-3)) {
            forward.run();
            backward.run();
        }

        for (int row = 0; row < rows; row += 3) {
            INDArray exact = x.getRow(row).castTo(DataType.DOUBLE);
            INDArray centred = exact.sub(exact.meanNumber());
            double deviation = Math.sqrt(centred.mul(centred).meanNumber().doubleValue() + 1e-3);
            INDArray expected = centred.div(deviation);
            INDArray above = g.getRow(row).castTo(DataType.DOUBLE);
            INDArray along = expected.mul(above.mul(expected).meanNumber());
            assertSame(normal.getRow(row), expected.castTo(DataType.FLOAT));
            assertSame(
                    gradient.getRow(row),
                    above.sub(above.meanNumber()).subi(along).divi(deviation).castTo(DataType.FLOAT));
        }
    }

    /** The results are those of ReLU or ReLU6: 0, the ceiling, and numbers between. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, 6})
    void the_gradient_of_relu_passes_where_the_result_is_positive_and_below_the_ceiling(double ceiling) {
        INDArray argument = Nd4j.randn(DataType.FLOAT, 3, 17).muli(6);
        INDArray result = Transforms.min(Transforms.max(argument, 0), Math.min(ceiling, 1e30));
        INDArray above = Nd4j.randn(DataType.FLOAT, 3, 17);
        INDArray expected = above.mul(argument.gt(0).castTo(DataType.FLOAT))
                .mul(argument.lt(ceiling).castTo(DataType.FLOAT));
        try (RectifierGradient gradient = new RectifierGradient(ceiling, result, above, above)) {
            gradient.run();
        }

        assertSame(above, expected);
        assertThat(above.eq(0).castTo(DataType.FLOAT).sumNumber().intValue()).isBetween(5, 46);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 12, 31})
    void softmax_of_rows_and_its_logarithm(int classes) {
        INDArray logits = Nd4j.randn(DataType.FLOAT, 40, classes).muli(10);
        INDArray result = Nd4j.create(DataType.FLOAT, logits.shape());
        INDArray logarithm = Nd4j.create(DataType.FLOAT, logits.shape());
        try (Softmax softmax = Softmax.of(logits, result);
                Softmax log = Softmax.logarithm(logits, logarithm)) {
            softmax.run();
            log.run();
        }

        INDArray expected = Transforms.softmax(logits.castTo(DataType.DOUBLE));
        assertSame(result, expected.castTo(DataType.FLOAT));
        assertSame(logarithm, Transforms.log(expected).castTo(DataType.FLOAT));
    }

    /** Takes height and width of maps, of windows and of strides; linearity gives the gradient. */
    @ParameterizedTest
    @CsvSource({"8, 12, 2, 2, 2, 2", "9, 7, 3, 2, 2, 2", "16, 24, 8, 8, 8, 8", "5, 4, 5, 4, 1, 1"})
    void means_over_windows(int height, int width, int h, int w, int down, int right) {
        INDArray maps = Nd4j.randn(DataType.FLOAT, 2, height, width, 5);
        int rows = (height - h) / down + 1;
        int columns = (width - w) / right + 1;
        INDArray result = Nd4j.create(DataType.FLOAT, 2, rows, columns, 5);
        INDArray above = Nd4j.randn(DataType.FLOAT, result.shape());
        INDArray gradient = Nd4j.create(DataType.FLOAT, maps.shape());
        AveragePool.Window window = new AveragePool.Window(h, w, down, right);
        try (AveragePool forward = AveragePool.forward(window, maps, result);
                AveragePool backward = AveragePool.backward(window, above, gradient)) {
            forward.run();
            backward.run();
        }

        INDArray expected = Nd4j.create(DataType.FLOAT, result.shape());
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                INDArray part = maps.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(y * down, y * down + h),
                        NDArrayIndex.interval(x * right, x * right + w),
                        NDArrayIndex.all());
                expected.put(
                        new INDArrayIndex[] {
                            NDArrayIndex.all(), NDArrayIndex.point(y), NDArrayIndex.point(x), NDArrayIndex.all()
                        },
                        part.mean(1, 2));
            }
        }
        assertSame(result, expected);
        assertThat(gradient.mul(maps).sumNumber().doubleValue())
                .isCloseTo(above.mul(expected).sumNumber().doubleValue(), within(1e-4));
    }

    @Test
    void rows_times_a_factor_each_minus_others() {
        INDArray rows = Nd4j.randn(DataType.FLOAT, 40, 12);
        INDArray factors = Nd4j.randn(DataType.FLOAT, 40, 1);
        INDArray subtracted = Nd4j.randn(DataType.FLOAT, 40, 12);
        INDArray expected = rows.mulColumnVector(factors).subi(subtracted);
        try (ScaledDifference difference = new ScaledDifference(rows, factors, subtracted)) {
            difference.run();
        }

        assertSame(rows, expected);
    }

    @Test
    void the_logarithm_of_softmax_is_finite_however_far_logits_are_apart() {
        INDArray logits = Nd4j.createFromArray(new float[][] {{-1e4f, 0, 3e4f}, {5, 5, -2e5f}});
        INDArray logarithm = Nd4j.create(DataType.FLOAT, logits.shape());
        try (Softmax log = Softmax.logarithm(logits, logarithm)) {
            log.run();
        }

        assertSame(logarithm, Nd4j.createFromArray(new float[][] {
            {-4e4f, -3e4f, 0}, {(float) -Math.log(2), (float) -Math.log(2), -200005.7f}
        }));
    }
}
