package dev.coppice.models.samediff.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What goes pixel by pixel, against ND4J's own operators. */
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
    @CsvSource({"24", "5", "48"})
    void gradients_of_a_scale_are_its_sums(int channels) {
        INDArray x = Nd4j.randn(DataType.FLOAT, 2, 9, 7, channels);
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
    void the_gradient_of_relu_passes_where_the_result_is_positive() {
        INDArray result = Nd4j.randn(DataType.FLOAT, 3, 17);
        INDArray above = Nd4j.randn(DataType.FLOAT, 3, 17);
        INDArray expected = above.mul(result.gt(0).castTo(DataType.FLOAT));
        try (RectifierGradient gradient = new RectifierGradient(result, above, above)) {
            gradient.run();
        }

        assertSame(above, expected);
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
