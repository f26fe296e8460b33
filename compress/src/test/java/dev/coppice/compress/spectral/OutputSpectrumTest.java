package dev.coppice.compress.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Oracles of the spectra over a data set: random fields, synthetic scenes and real labels. */
class OutputSpectrumTest {
    /** The error of the loss, in double precision. */
    private static final double LOSS = 1e-12;

    /** The error of IoU. */
    private static final double IOU = 1e-10;

    /** The error of the law of the boundary's length. */
    private static final Percentage LAW = Percentage.withPercentage(5);

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (LabelledLogits data : LabelledLogits.all()) {
            cases.add(Arguments.of(data, SpectralBasis.DFT, BandShape.SQUARE));
            cases.add(Arguments.of(data, SpectralBasis.DCT, BandShape.RADIAL));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void the_loss_spectrum_adds_up_to_the_cross_entropy(LabelledLogits data, SpectralBasis basis, BandShape shape) {
        OutputSpectrum spectrum = data.spectrum(data.settings(basis, shape, VoidPixels.EXACT));

        assertThat(spectrum.loss().total()).isCloseTo(data.loss(), within(LOSS * data.loss()));
    }

    /** ℓ[k] = (1/(|m| N)) Σ conj(B_c)(Y_p − Y_c) with the original logits, summed term by term. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void bands_of_the_loss_are_sums_of_its_frequencies(LabelledLogits data, SpectralBasis basis, BandShape shape) {
        OutputSettings settings = data.settings(basis, shape, VoidPixels.EXACT);
        OutputSpectrum spectrum = data.spectrum(settings);
        Bands bands = settings.bands(data.labels().height(), data.labels().width());
        MapTransform transform = MapTransform.of(bands);
        double[] logSum = transform.coefficients(data.logSum());
        double[] perBand = new double[bands.count()];
        double imaginary = 0;
        double[] allLabels = new double[logSum.length];
        double scale = basis == SpectralBasis.DFT ? data.pixels() : 1;
        for (int c = 0; c < data.classes(); c++) {
            double[] b = transform.coefficients(data.mask(c));
            double[] y = transform.coefficients(data.logit(c));
            int parts = b.length / data.pixels();
            Arrays.setAll(allLabels, i -> allLabels[i] + b[i]);
            for (int k = 0; k < data.pixels(); k++) {
                double re = logSum[parts * k] - y[parts * k];
                double sum = b[parts * k] * re;
                if (parts == 2) {
                    double im = logSum[2 * k + 1] - y[2 * k + 1];
                    sum += b[2 * k + 1] * im;
                    imaginary += (b[2 * k] * im - b[2 * k + 1] * re) / scale / spectrum.labelled();
                }
                perBand[bands.band(k / bands.width(), k % bands.width())] += sum / scale / spectrum.labelled();
            }
        }

        assertThat(spectrum.loss().toArray()).containsExactly(perBand, within(1e-11 * data.loss()));
        assertThat(imaginary).isCloseTo(0, within(LOSS * data.loss()));
        if (spectrum.labelled() == data.pixels()) {
            // y_p adds at frequency 0 only, where all labels together have all their energy
            allLabels[0] = 0;
            assertThat(allLabels).containsExactly(new double[allLabels.length], within(LOSS * data.pixels()));
        }
    }

    /** L̂_A(ν) = CE(P_ν b, y). */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void the_loss_up_to_a_band_is_that_of_low_passed_labels(LabelledLogits data, SpectralBasis basis, BandShape shape) {
        OutputSettings settings = data.settings(basis, shape, VoidPixels.EXACT);
        OutputSpectrum spectrum = data.spectrum(settings);
        MapTransform transform = MapTransform.of(
                settings.bands(data.labels().height(), data.labels().width()));
        double[] logSum = data.logSum();
        for (int band : new int[] {0, 1, 3}) {
            double sum = 0;
            for (int c = 0; c < data.classes(); c++) {
                double[] b = data.mask(c);
                double[] y = data.logit(c);
                transform.lowPass(b, new double[b.length], band);
                for (int i = 0; i < b.length; i++) {
                    sum += b[i] * (logSum[i] - y[i]);
                }
            }

            assertThat(spectrum.loss().upTo(band)).isCloseTo(sum / spectrum.labelled(), within(1e-11 * data.loss()));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void iou_by_bands_adds_up_to_iou_by_pixels(LabelledLogits data, SpectralBasis basis, BandShape shape) {
        OutputSpectrum spectrum = data.spectrum(data.settings(basis, shape, VoidPixels.EXACT, new Grid(1, 1)));
        double[] logSum = data.logSum();
        ConfusionMatrix matrix = new ConfusionMatrix(data.classes());
        for (int i = 0; i < data.pixels(); i++) {
            if (data.label(i) >= 0) {
                matrix.add(data.label(i), argmax(data, i));
            }
        }
        for (int c = 0; c < data.classes(); c++) {
            double[] y = data.logit(c);
            double shared = 0;
            double either = 0;
            for (int i = 0; i < y.length; i++) {
                double s = data.label(i) >= 0 ? Math.exp(y[i] - logSum[i]) : 0;
                double b = data.label(i) == c ? 1 : 0;
                shared += s * b;
                either += s + b - s * b;
            }
            ClassSpectrum of = spectrum.classes().get(c);
            assertThat(of.softIoU()).isCloseTo(shared / either, within(IOU));
            if (matrix.truth(c) + matrix.predicted(c) > 0) {
                assertThat(of.hardIoU()).isCloseTo(matrix.iou(c), within(IOU));
                assertThat(spectrum.lowPassed().get(0).classes().get(c).iou()).isCloseTo(matrix.iou(c), within(IOU));
            }
            assertThat(of.error().total())
                    .isCloseTo(matrix.truth(c) + matrix.predicted(c) - 2.0 * matrix.count(c, c), within(1e-7));
            assertThat(of.label().total()).isCloseTo((double) matrix.truth(c), within(1e-7));
        }
    }

    /** L̂_B(ν) = CE(softmax(P_ν y), b). */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void low_passed_logits_are_measured_pixel_by_pixel(LabelledLogits data, SpectralBasis basis, BandShape shape) {
        OutputSettings settings = data.settings(basis, shape, VoidPixels.EXACT, new Grid(1, 2));
        LowPassed passed = data.spectrum(settings).lowPassed().get(0);
        MapTransform transform = MapTransform.of(
                settings.bands(data.labels().height(), data.labels().width()));
        float[] logits = new float[data.logits().length];
        for (int c = 0; c < data.classes(); c++) {
            double[] y = data.logit(c);
            transform.lowPass(y, new double[y.length], passed.band());
            for (int i = 0; i < y.length; i++) {
                logits[c * y.length + i] = (float) y[i];
            }
        }
        LabelledLogits low = data.with(logits);

        // logits go through single precision here
        assertThat(passed.loss()).isCloseTo(low.loss(), within(1e-6));
        assertThat(passed.mIoU())
                .isCloseTo(
                        low.spectrum(data.settings(basis, shape, VoidPixels.EXACT))
                                .mIoU(),
                        within(1e-3));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void pictures_add_up(LabelledLogits data, SpectralBasis basis, BandShape shape) {
        OutputSpectrum one = data.spectrum(data.settings(basis, shape, VoidPixels.FILLED, new Grid(1, 4)));

        OutputSpectrum two = one.plus(one);

        assertThat(one.labelled()).as("every pixel is filled").isEqualTo(data.pixels());
        assertThat(two.images()).isEqualTo(2);
        assertThat(two.loss().total()).isCloseTo(one.loss().total(), within(1e-12));
        assertThat(two.mIoU()).isCloseTo(one.mIoU(), within(1e-12));
        assertThat(two.lawCutoff(0.05)).isCloseTo(one.lawCutoff(0.05), within(1e-9));
        assertThat(two.lowPassed().get(0).loss())
                .isCloseTo(one.lowPassed().get(0).loss(), within(1e-12));
    }

    /** A disc of radius 0.3 of the side has the energy P / (2π²ν) beyond a circle, and 2√2/π of it beyond a square. */
    @ParameterizedTest
    @CsvSource({"DFT,RADIAL,512", "DFT,SQUARE,512", "DCT,RADIAL,512", "DCT,SQUARE,513", "DFT,SQUARE,513"})
    void a_disc_keeps_the_energy_that_its_boundary_foretells(SpectralBasis basis, BandShape shape, int size) {
        byte[] disc = new byte[size * size];
        for (int i = 0; i < disc.length; i++) {
            int row = i / size;
            double y = (row + 0.5) / size - 0.5;
            double x = (i % size + 0.5) / size - 0.5;
            disc[i] = (byte) (Math.hypot(y, x) < 0.3 ? 1 : 0);
        }
        OutputSettings settings =
                new OutputSettings(2, OutputKind.BINARY_LOGIT, -1, VoidPixels.EXACT, basis, shape, size, List.of());

        OutputSpectrum spectrum =
                new OutputTransform(settings).of(LabelMap.of(size, size, disc), new float[size * size]);

        assertThat(spectrum.classes().get(1).boundary()).isCloseTo(2 * Math.PI * 0.3 * size, LAW);
        BandSums energy = spectrum.labelEnergy(1);
        int perCycle = basis == SpectralBasis.DFT ? 1 : 2;
        for (int frequency : new int[] {16, 20, 24, 32, 48, 64}) {
            int band = frequency * perCycle;
            assertThat(energy.beyond(band)).as("beyond %d", frequency).isCloseTo(spectrum.tailLaw(1, band), LAW);
        }
    }

    /** One logit y counts as the two logits (0, y): its loss is log(1 + e^y) − y b. */
    @Test
    void a_binary_logit_counts_as_two_classes() {
        LabelledLogits data = LabelledLogits.all().get(0);
        float[] y = Arrays.copyOf(data.logits(), data.pixels());
        byte[] labels = new byte[y.length];
        double expected = 0;
        for (int i = 0; i < y.length; i++) {
            labels[i] = (byte) (data.label(i) == 0 ? 1 : 0);
            expected += (Math.log1p(Math.exp(y[i])) - y[i] * labels[i]) / y.length;
        }
        OutputSettings settings = new OutputSettings(
                2, OutputKind.BINARY_LOGIT, -1, VoidPixels.EXACT, SpectralBasis.DFT, BandShape.SQUARE, 16, List.of());

        OutputSpectrum spectrum = new OutputTransform(settings)
                .of(LabelMap.of(data.labels().width(), data.labels().height(), labels), y);

        assertThat(spectrum.loss().total()).isCloseTo(expected, within(LOSS));
    }

    private static int argmax(LabelledLogits data, int pixel) {
        int best = 0;
        for (int c = 1; c < data.classes(); c++) {
            if (data.logits()[c * data.pixels() + pixel] > data.logits()[best * data.pixels() + pixel]) {
                best = c;
            }
        }
        return best;
    }
}
