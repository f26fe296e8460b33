package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.resample.Grid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandsTest {
    @ParameterizedTest
    @CsvSource({"8,8", "9,9", "7,7"})
    void on_a_square_map_a_band_is_the_larger_frequency(int height, int width) {
        Bands bands = Bands.of(height, width, SpectralBasis.DFT, BandShape.SQUARE);

        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int expected = Math.max(Math.min(y, height - y), Math.min(x, width - x));
                assertThat(bands.band(y, x)).isEqualTo(expected);
            }
        }
    }

    /** Of a 12×16 map, DCT crops to 6×8 and 3×4 keep rows 0…5 and columns 0…7, rows 0…2 and columns 0…3. */
    @ParameterizedTest
    @CsvSource({"1/2,6,8", "1/4,3,4"})
    void bands_up_to_a_grid_are_what_a_dct_crop_keeps(String grid, int rows, int columns) {
        Bands bands = Bands.of(12, 16, SpectralBasis.DCT, BandShape.SQUARE);

        int kept = bands.kept(Grid.parse(grid));

        assertThat(bands.grid(kept)).isEqualTo(rows);
        for (int y = 0; y < 12; y++) {
            for (int x = 0; x < 16; x++) {
                // the longer axis is cut at the same relative frequency: p ≤ (rows − 1) · 16 / 12, never beyond the
                // grid
                boolean inside = y < rows && x * 12 <= (rows - 1) * 16;
                assertThat(bands.band(y, x) <= kept).isEqualTo(inside);
                assertThat(inside && x >= columns).isFalse();
            }
        }
    }

    /** Pairs of grid and frequency in section 1.3: 129 ↔ 64, 65 ↔ 32, 33 ↔ 16, 17 ↔ 8, 9 ↔ 4. */
    @ParameterizedTest
    @CsvSource({"257,128", "129,64", "65,32", "33,16", "17,8", "9,4"})
    void a_grid_of_2_nu_plus_1_keeps_the_bands_up_to_nu(int grid, int frequency) {
        Bands bands = Bands.of(513, 513, SpectralBasis.DFT, BandShape.SQUARE);

        assertThat(bands.grid(frequency)).isEqualTo(grid);
        assertThat(bands.frequency(bands.kept(new Grid(grid, 513)))).isEqualTo(frequency);
    }

    @ParameterizedTest
    @CsvSource({"DFT,SQUARE", "DFT,RADIAL", "DCT,SQUARE", "DCT,RADIAL"})
    void maps_of_all_sizes_with_one_unit_have_the_same_bands(SpectralBasis basis, BandShape shape) {
        for (int size : new int[] {5, 8, 11, 40}) {
            Bands bands = Bands.of(size, 10, basis, shape, 9);
            Bands other = Bands.of(10, size, basis, shape, 9);

            assertThat(bands.count()).isEqualTo(other.count());
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < 10; x++) {
                    assertThat(bands.band(y, x)).isEqualTo(other.band(x, y)).isBetween(0, bands.count() - 1);
                }
            }
            assertThat(bands.band(0, 0)).isZero();
            assertThat(bands.band(0, 1)).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"3,4,5", "5,12,13", "4,4,6"})
    void a_radial_band_holds_the_disc_up_to_its_radius(int ky, int kx, int band) {
        Bands bands = Bands.of(64, 64, SpectralBasis.DFT, BandShape.RADIAL);

        assertThat(bands.band(ky, kx)).isEqualTo(band);
        assertThat(bands.band(64 - ky, 64 - kx)).isEqualTo(band);
    }
}
