package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Test of ∂L/∂Y_c[k] = (S_c[−k] − B_c[−k]) / N², with Y[k] and Y[−k] as independent, against central differences. */
class LossGradientTest {
    /** The error of central differences: ε² plus rounding over ε, relative to gradients of some 1e-3. */
    private static final double PRECISION = 1e-8;

    private static final double STEP = 1e-4;

    @ParameterizedTest
    @CsvSource({"0,0,1", "1,0,2", "2,3,0", "0,5,1", "7,1,2"})
    void the_gradient_is_softmax_minus_label_at_the_opposite_frequency(int ky, int kx, int c) {
        LabelledLogits data = LabelledLogits.all().get(0);
        int height = data.labels().height();
        int width = data.labels().width();
        MapTransform transform = MapTransform.of(Bands.of(height, width, SpectralBasis.DFT, BandShape.SQUARE));
        double[] logSum = data.logSum();
        double[] y = data.logit(c);
        double[] difference = data.mask(c);
        for (int i = 0; i < y.length; i++) {
            difference[i] = Math.exp(y[i] - logSum[i]) - difference[i];
        }
        double[] spectrum = transform.coefficients(difference);
        int opposite = (height - ky) % height * width + (width - kx) % width;
        double square = (double) y.length * y.length;
        double re = spectrum[2 * opposite] / square;
        double im = spectrum[2 * opposite + 1] / square;

        // a step δ of Y[k] takes conj δ of Y[−k] with it: dL = 2 Re(δ ∂L/∂Y[k]); at k = 0 they are one
        double once = opposite == 0 ? 1 : 2;
        assertThat(slope(data, c, ky, kx, true) * y.length).isCloseTo(once * re * y.length, within(PRECISION));
        if (opposite != 0) {
            assertThat(slope(data, c, ky, kx, false) * y.length).isCloseTo(-once * im * y.length, within(PRECISION));
        }
    }

    /** The slope dL for a real or imaginary step of Y[k]. */
    private static double slope(LabelledLogits data, int c, int ky, int kx, boolean real) {
        int height = data.labels().height();
        int width = data.labels().width();
        double scale = ky == 0 && kx == 0 ? 1 : 2;
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            double[] y = data.logit(c);
            for (int i = 0; i < y.length; i++) {
                int row = i / width;
                double angle = 2 * Math.PI * ((double) ky * row / height + (double) kx * (i % width) / width);
                // the step is in units of N, so that y moves by some 1e-4
                double wave = real ? Math.cos(angle) : -Math.sin(angle);
                y[i] += (side == 0 ? STEP : -STEP) * scale * wave;
            }
            losses[side] = loss(data, c, y);
        }
        return (losses[0] - losses[1]) / (2 * STEP * data.pixels());
    }

    private static double loss(LabelledLogits data, int changed, double[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double exps = 0;
            for (int c = 0; c < data.classes(); c++) {
                exps += Math.exp(c == changed ? y[i] : data.logits()[c * y.length + i]);
            }
            int label = data.label(i);
            sum += Math.log(exps) - (label == changed ? y[i] : data.logits()[label * y.length + i]);
        }
        return sum / y.length;
    }
}
