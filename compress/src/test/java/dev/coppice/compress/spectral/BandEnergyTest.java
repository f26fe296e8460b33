package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandEnergyTest {
    /** The error of the transform, which works in single precision. */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"8,8,0.5", "7,5,0.5", "6,9,0.25", "5,5,1"})
    void energy_in_the_band_is_that_of_the_dct_by_its_definition(int height, int width, double cutoff) {
        float[] maps = new float[2 * height * width];
        Random random = new Random(1);
        for (int i = 0; i < maps.length; i++) {
            maps[i] = (float) random.nextGaussian();
        }
        double expected = 0;
        for (int u = 0; u < Math.ceil(height * cutoff); u++) {
            for (int v = 0; v < Math.ceil(width * cutoff); v++) {
                double y = u + v == 0 ? 0 : coefficient(maps, height, width, u, v);
                expected += y * y / (height * width);
            }
        }

        assertThat(new BandEnergy(height, width, cutoff).of(maps, 1)).isCloseTo(expected, within(TOLERANCE));
    }

    /** A coefficient of the orthonormal DCT-II of the second map. */
    private static double coefficient(float[] maps, int height, int width, int u, int v) {
        double sum = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sum += maps[(height + y) * width + x]
                        * Math.cos(Math.PI * (2 * y + 1) * u / (2 * height))
                        * Math.cos(Math.PI * (2 * x + 1) * v / (2 * width));
            }
        }
        return sum * Math.sqrt((u == 0 ? 1.0 : 2.0) / height) * Math.sqrt((v == 0 ? 1.0 : 2.0) / width);
    }
}
