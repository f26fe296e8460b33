package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transforms against sums by definition, on even, odd, prime and non-square sizes. */
class MapTransformTest {
    /** The error of sums of some hundred products of normal numbers in double precision. */
    private static final Offset<Double> EXACT = within(1e-11);

    @ParameterizedTest
    @CsvSource({"8,8,DFT", "7,9,DFT", "12,5,DFT", "1,6,DFT", "11,16,DFT", "8,8,DCT", "7,9,DCT", "12,5,DCT", "1,6,DCT"})
    void coefficients_are_those_of_the_definition(int height, int width, SpectralBasis basis) {
        MapTransform transform = MapTransform.of(Bands.of(height, width, basis, BandShape.SQUARE));
        double[] f = field(height * width, 1);

        double[] coefficients = transform.coefficients(f);

        for (int u = 0; u < height; u++) {
            for (int v = 0; v < width; v++) {
                double[] expected = defined(f, height, width, u, v, basis);
                for (int part = 0; part < expected.length; part++) {
                    assertThat(coefficients[expected.length * (u * width + v) + part])
                            .isCloseTo(expected[part], EXACT);
                }
            }
        }
    }

    /** Rows of zeros are not transformed; the content of an earlier picture must not show. */
    @ParameterizedTest
    @CsvSource({"12,9,DFT", "12,9,DCT", "7,10,DFT", "7,10,DCT"})
    void rows_without_content_stay_empty(int height, int width, SpectralBasis basis) {
        Bands bands = Bands.of(height, width, basis, BandShape.SQUARE);
        MapTransform used = MapTransform.of(bands);
        double[] f = field(height * width, 1);
        double[] g = field(height * width, 2);
        used.products(f, g, g, f);
        Arrays.fill(f, 0, 4 * width, 0);
        Arrays.fill(g, 2 * width, 6 * width, 0);

        MapTransform fresh = MapTransform.of(bands);
        MapTransform.FourProducts products = used.products(f, g, g, f);

        assertThat(products.ff().toArray()).containsExactly(defined(fresh, f, f), EXACT);
        assertThat(products.gg().toArray()).containsExactly(defined(fresh, g, g), EXACT);
        assertThat(products.fh().toArray()).containsExactly(defined(fresh, f, g), EXACT);
        assertThat(products.fj().toArray()).containsExactly(defined(fresh, f, f), EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "8,8,DFT,SQUARE",
        "7,9,DFT,SQUARE",
        "12,5,DFT,RADIAL",
        "9,16,DFT,RADIAL",
        "8,8,DCT,SQUARE",
        "7,9,DCT,RADIAL"
    })
    void products_of_a_band_are_sums_over_its_coefficients(
            int height, int width, SpectralBasis basis, BandShape shape) {
        Bands bands = Bands.of(height, width, basis, shape);
        MapTransform transform = MapTransform.of(bands);
        double[][] maps = {
            field(height * width, 1), field(height * width, 2), field(height * width, 3), field(height * width, 4)
        };

        BandProducts two = transform.products(maps[0], maps[1]);
        MapTransform.FourProducts four = transform.products(maps[0], maps[1], maps[2], maps[3]);

        assertThat(two.first().toArray()).containsExactly(defined(transform, maps[0], maps[0]), EXACT);
        assertThat(two.second().toArray()).containsExactly(defined(transform, maps[1], maps[1]), EXACT);
        assertThat(two.cross().toArray()).containsExactly(defined(transform, maps[0], maps[1]), EXACT);
        assertThat(four.ff().toArray()).containsExactly(defined(transform, maps[0], maps[0]), EXACT);
        assertThat(four.gg().toArray()).containsExactly(defined(transform, maps[1], maps[1]), EXACT);
        assertThat(four.fh().toArray()).containsExactly(defined(transform, maps[0], maps[2]), EXACT);
        assertThat(four.fj().toArray()).containsExactly(defined(transform, maps[0], maps[3]), EXACT);
        assertThat(two.cross().total()).isCloseTo(dot(maps[0], maps[1]), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"8,8,DFT,SQUARE", "7,9,DFT,RADIAL", "12,5,DCT,SQUARE", "9,16,DCT,RADIAL"})
    void the_low_pass_keeps_bands_up_to_the_cutoff_and_nothing_else(
            int height, int width, SpectralBasis basis, BandShape shape) {
        Bands bands = Bands.of(height, width, basis, shape);
        MapTransform transform = MapTransform.of(bands);
        double[] f = field(height * width, 1);
        double[] g = field(height * width, 2);
        BandSums energy = transform.products(f, g).first();
        double[] probe = field(height * width, 3);
        BandSums before = transform.products(f, probe).cross();

        transform.lowPass(f, g, 2);

        BandProducts passed = transform.products(f, probe);
        for (int b = 0; b < bands.count(); b++) {
            assertThat(passed.first().at(b)).isCloseTo(b <= 2 ? energy.at(b) : 0, EXACT);
            assertThat(passed.cross().at(b)).isCloseTo(b <= 2 ? before.at(b) : 0, EXACT);
        }
    }

    @ParameterizedTest
    @CsvSource({"8,9,DFT", "8,9,DCT"})
    void a_full_low_pass_changes_nothing_and_band_0_is_the_mean(int height, int width, SpectralBasis basis) {
        MapTransform transform = MapTransform.of(Bands.of(height, width, basis, BandShape.SQUARE));
        double[] f = field(height * width, 1);
        double[] g = field(height * width, 2);
        double[] fBefore = f.clone();
        double mean = Arrays.stream(g).average().orElseThrow();

        transform.lowPass(f, g, transform.bands().count() - 1);
        assertThat(f).containsExactly(fBefore, EXACT);

        transform.lowPass(f, g, 0);
        double[] means = new double[g.length];
        Arrays.fill(means, mean);
        assertThat(g).containsExactly(means, EXACT);
    }

    private static double[] defined(MapTransform transform, double[] f, double[] g) {
        Bands bands = transform.bands();
        double[] a = transform.coefficients(f);
        double[] b = transform.coefficients(g);
        int parts = a.length / f.length;
        double[] sums = new double[bands.count()];
        for (int i = 0; i < a.length; i++) {
            int bin = i / parts;
            sums[bands.band(bin / bands.width(), bin % bands.width())] += a[i] * b[i] / (parts == 2 ? f.length : 1);
        }
        return sums;
    }

    /** The definition X[u, v] = Σ x(t) e^{−2πi (…)}, or the orthonormal DCT-II. */
    private static double[] defined(double[] f, int height, int width, int u, int v, SpectralBasis basis) {
        double re = 0;
        double im = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = f[y * width + x];
                double angle = 2 * Math.PI * ((double) u * y / height + (double) v * x / width);
                re += basis == SpectralBasis.DFT
                        ? value * Math.cos(angle)
                        : value * wave(u, y, height) * wave(v, x, width);
                im -= value * Math.sin(angle);
            }
        }
        return basis == SpectralBasis.DFT ? new double[] {re, im} : new double[] {re};
    }

    private static double wave(int p, int t, int size) {
        return Math.sqrt((p == 0 ? 1.0 : 2.0) / size) * Math.cos(Math.PI * (2 * t + 1) * p / (2.0 * size));
    }

    private static double dot(double[] f, double[] g) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            sum += f[i] * g[i];
        }
        return sum;
    }

    private static double[] field(int size, long seed) {
        Random random = new Random(seed);
        return random.doubles(size, -1, 1).toArray();
    }
}
