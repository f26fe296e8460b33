package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.TensorGradient;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feature and gradient spectra and the spectral Taylor score of a tensor. */
class TensorSpectraTest {
    /** The error of some thousand summed doubles. */
    private static final double EXACT = 1e-12;

    private static TensorGradient random(long seed, Shape shape, double size) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(shape.elements())];
        float[] gradient = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            gradient[i] = (float) (random.nextGaussian() * size);
        }
        return new TensorGradient(shape, values, gradient);
    }

    @ParameterizedTest
    @EnumSource(SpectralBasis.class)
    void bands_add_up_to_sums_of_squares_and_to_minus_the_product_of_gradient_and_feature(SpectralBasis basis) {
        Shape shape = Shape.of(2, 3, 13, 18);
        TensorGradient at = random(1, shape, 1e-7);
        TensorSpectra spectra = new TensorSpectra(shape, basis, BandShape.SQUARE);
        spectra.add(at);

        TensorSpectrum spectrum = spectra.spectrum();

        double feature = 0;
        double gradient = 0;
        double[] products = new double[3];
        for (int i = 0; i < at.values().length; i++) {
            double x = at.values()[i];
            double g = at.gradient()[i];
            feature += x * x / 2;
            gradient += g * g / 2;
            products[i / (13 * 18) % 3] -= g * x / 2;
        }
        assertThat(spectrum.images()).isEqualTo(2);
        assertThat(spectrum.feature().total()).isCloseTo(feature, within(EXACT * feature));
        assertThat(spectrum.gradient().total()).isCloseTo(gradient, within(EXACT * gradient));
        double size = Math.sqrt(feature * gradient);
        for (int c = 0; c < 3; c++) {
            assertThat(spectrum.taylor().get(c).total()).isCloseTo(products[c], within(EXACT * size));
        }
        assertThat(spectrum.taylorOfBands().total())
                .isCloseTo(products[0] + products[1] + products[2], within(EXACT * size));
    }

    @Test
    void pictures_one_after_the_other_give_what_they_give_together() {
        Shape shape = Shape.of(2, 3, 8, 8);
        TensorGradient both = random(2, shape, 1e-4);
        TensorSpectra together = new TensorSpectra(shape, SpectralBasis.DCT, BandShape.RADIAL);
        together.add(both);
        TensorSpectra streamed = new TensorSpectra(Shape.of(1, 3, 8, 8), SpectralBasis.DCT, BandShape.RADIAL);
        for (int n = 0; n < 2; n++) {
            float[] x = Arrays.copyOfRange(both.values(), n * 192, n * 192 + 192);
            float[] g = Arrays.copyOfRange(both.gradient(), n * 192, n * 192 + 192);
            streamed.add(new TensorGradient(Shape.of(1, 3, 8, 8), x, g));
        }
        TensorSpectra forward = new TensorSpectra(shape, SpectralBasis.DCT, BandShape.RADIAL);
        forward.add(both.values());

        TensorSpectrum spectrum = together.spectrum();

        assertThat(streamed.spectrum().feature().toArray())
                .containsExactly(spectrum.feature().toArray(), within(EXACT));
        assertThat(streamed.spectrum().taylorOfChannels(3))
                .containsExactly(spectrum.taylorOfChannels(3), within(EXACT));
        assertThat(forward.spectrum().feature().toArray())
                .containsExactly(spectrum.feature().toArray(), within(EXACT * 192));
        assertThat(forward.spectrum().gradientImages()).isZero();
    }
}
