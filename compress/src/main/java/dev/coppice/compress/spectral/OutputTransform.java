package dev.coppice.compress.spectral;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transform of the output for one picture into spectra. It holds tables and scratch memory for the last picture's size:
 * use one for each thread.
 *
 * <p>Four maps of a class share two complex transforms: mask b and error ŝ − b, which have empty rows to skip, and log s
 * and s. For a class without labels in the picture only the error is transformed. z = log s replaces y: they differ by
 * y_p, which is the same for all classes, so that Σ_c conj(B_c)(Y_p − Y_c) = −Σ_c conj(B_c) Z_c, and softmax(P z) =
 * softmax(P y).
 */
public final class OutputTransform {
    private final OutputSettings settings;
    private @Nullable Scratch scratch;

    /** A transform for pictures of any size. */
    public OutputTransform(OutputSettings settings) {
        this.settings = settings;
    }

    /**
     * The spectra of one picture.
     *
     * @param map labels of the picture, H×W
     * @param logits C×H×W, one channel for each class; 1×H×W for a binary logit
     * @throws IllegalArgumentException if the number of logits is another
     */
    public OutputSpectrum of(LabelMap map, float[] logits) {
        int pixels = map.height() * map.width();
        if (logits.length != settings.channels() * pixels) {
            throw new IllegalArgumentException(settings.channels() + "×" + map.height() + "×" + map.width()
                    + " logits expected, not " + logits.length);
        }
        Labels labels = Labels.of(map, settings.ignore(), settings.voids());
        Scratch at = scratch(map.height(), map.width());
        at.fill(logits);
        at.softmax.of(at.z, at.maps);
        List<ClassSpectrum> classes = classes(labels, at);
        List<LowPassed> passed = new ArrayList<>();
        at.forward();
        for (Grid grid : settings.grids()) {
            passed.add(lowPassed(grid, labels, at));
        }
        return new OutputSpectrum(settings, 1, pixels, classes, passed);
    }

    private List<ClassSpectrum> classes(Labels labels, Scratch at) {
        int count = settings.classes();
        long[] areas = labels.areas(count);
        long[] predicted = new long[count];
        for (int i = 0; i < labels.pixels(); i++) {
            if (labels.at(i) != Labels.VOID) {
                predicted[at.softmax.predicted(i)]++;
            }
        }
        double[] boundaries = labels.boundaries(count, settings.basis() == SpectralBasis.DFT);
        BandSums none = BandSums.zero(at.transform.bands().count());
        BandSums[] errors = absentErrors(labels, areas, predicted, at);
        List<ClassSpectrum> classes = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            double probable = at.probabilities(c, labels);
            if (areas[c] == 0) {
                classes.add(new ClassSpectrum(none, none, none, errors[c], 0, probable, predicted[c], 0));
                continue;
            }
            at.masks(c, labels);
            MapTransform.FourProducts products = at.transform.products(at.mask, at.error, at.z[c], at.maps[c]);
            classes.add(new ClassSpectrum(
                    products.ff(),
                    products.fh().times(-1),
                    products.fj(),
                    products.gg(),
                    areas[c],
                    probable,
                    predicted[c],
                    boundaries[c]));
        }
        return classes;
    }

    /** The error spectra of classes that are predicted but never labelled, computed in pairs. */
    private BandSums[] absentErrors(Labels labels, long[] areas, long[] predicted, Scratch at) {
        BandSums[] errors = new BandSums[areas.length];
        Arrays.fill(errors, BandSums.zero(at.transform.bands().count()));
        int waiting = -1;
        for (int c = 0; c < areas.length; c++) {
            if (areas[c] > 0 || predicted[c] == 0) {
                continue;
            }
            if (waiting < 0) {
                at.masks(c, labels);
                System.arraycopy(at.error, 0, at.other, 0, at.error.length);
                waiting = c;
            } else {
                at.masks(c, labels);
                BandProducts both = at.transform.products(at.other, at.error);
                errors[waiting] = both.first();
                errors[c] = both.second();
                waiting = -1;
            }
        }
        if (waiting >= 0) {
            errors[waiting] = at.transform.products(at.other, at.other).first();
        }
        return errors;
    }

    private LowPassed lowPassed(Grid grid, Labels labels, Scratch at) {
        int band = at.transform.bands().kept(grid);
        int count = settings.classes();
        at.inverse(band);
        at.softmax.of(at.maps);
        double[] loss = new double[count];
        long[] hit = new long[count];
        long[] predicted = new long[count];
        for (int i = 0; i < labels.pixels(); i++) {
            int label = labels.at(i);
            if (label != Labels.VOID) {
                int seen = at.softmax.predicted(i);
                loss[label] += at.softmax.logSum(i) - at.maps[label][i];
                hit[label] += label == seen ? 1 : 0;
                predicted[seen]++;
            }
        }
        long[] areas = labels.areas(count);
        List<LowPassed.OfClass> classes = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            classes.add(new LowPassed.OfClass(loss[c], hit[c], predicted[c], areas[c]));
        }
        return new LowPassed(grid, band, classes);
    }

    private Scratch scratch(int height, int width) {
        Scratch known = scratch;
        if (known == null
                || known.transform.bands().height() != height
                || known.transform.bands().width() != width) {
            known = new Scratch(settings, height, width);
            scratch = known;
        }
        return known;
    }

    /** Scratch memory for the maps of one picture. */
    private static final class Scratch {
        private final MapTransform transform;
        private final Softmax softmax;
        private final double[][] z;

        /** The probabilities at first, low-passed logits later. */
        private final double[][] maps;

        private final double[][] spectra;
        private final double[] mask;
        private final double[] error;
        private final double[] other;

        Scratch(OutputSettings settings, int height, int width) {
            int pixels = height * width;
            this.transform = MapTransform.of(settings.bands(height, width));
            this.softmax = new Softmax(pixels);
            this.z = new double[settings.classes()][pixels];
            this.maps = new double[settings.classes()][pixels];
            this.spectra = new double[settings.grids().isEmpty() ? 0 : settings.classes() / 2][2 * pixels];
            this.mask = new double[pixels];
            this.error = new double[pixels];
            this.other = new double[pixels];
        }

        /** Takes the logits; those of a binary output are (0, y). */
        void fill(float[] logits) {
            int pixels = mask.length;
            int first = z.length - logits.length / pixels;
            Arrays.fill(z[0], 0);
            for (int c = first; c < z.length; c++) {
                for (int i = 0; i < pixels; i++) {
                    z[c][i] = logits[(c - first) * pixels + i];
                }
            }
        }

        /** Turns a class' logit into log s and zeroes its probability on void pixels; returns the sum of the probability. */
        double probabilities(int c, Labels labels) {
            double[] logit = z[c];
            double[] probability = maps[c];
            double sum = 0;
            for (int i = 0; i < probability.length; i++) {
                logit[i] -= softmax.logSum(i);
                probability[i] = labels.at(i) == Labels.VOID ? 0 : probability[i];
                sum += probability[i];
            }
            return sum;
        }

        /**
         * Transforms the maps z minus the last one, in pairs: a term common to all classes does not matter, so one map is
         * 0. Does nothing if nothing will be low-passed.
         */
        void forward() {
            double[] last = z[z.length - 1];
            for (int pair = 0; pair < spectra.length; pair++) {
                int second = Math.min(2 * pair + 1, z.length - 2);
                for (int i = 0; i < last.length; i++) {
                    mask[i] = z[2 * pair][i] - last[i];
                    other[i] = z[second][i] - last[i];
                }
                transform.spectrum(mask, other, spectra[pair]);
            }
        }

        /** Fills the maps with the bands up to one. */
        void inverse(int band) {
            Arrays.fill(maps[maps.length - 1], 0);
            for (int pair = 0; pair < spectra.length; pair++) {
                transform.inverse(spectra[pair], band, maps[2 * pair], maps[Math.min(2 * pair + 1, maps.length - 2)]);
            }
        }

        /** Fills mask and error of a class. */
        void masks(int c, Labels labels) {
            for (int i = 0; i < mask.length; i++) {
                int label = labels.at(i);
                int own = label == c ? 1 : 0;
                int seen = label != Labels.VOID && softmax.predicted(i) == c ? 1 : 0;
                mask[i] = own;
                error[i] = seen - own;
            }
        }
    }
}
