package dev.coppice.eval.annotation;

import dev.coppice.compress.spectral.BandProducts;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.Bands;
import dev.coppice.compress.spectral.MapTransform;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.models.data.LabelMap;
import java.util.HashMap;
import java.util.Map;

/**
 * E1, the share of the labels' spectrum B that blocks keep: 1 − Σ|B_blk − B|² / Σ|B|². The sums run over classes, pictures
 * and the frequencies up to ν (square bands of the DFT). Void pixels are 0 in both. Not thread-safe.
 */
final class SpectralAgreement {
    private final int classes;
    private final int unit;
    private final Map<Long, MapTransform> transforms = new HashMap<>();
    private BandSums energy;
    private BandSums error;

    /**
     * An agreement without pictures yet.
     *
     * @param unit number of pixels in which frequencies count cycles
     */
    SpectralAgreement(int classes, int unit) {
        this.classes = classes;
        this.unit = unit;
        int bands = Bands.of(1, 1, SpectralBasis.DFT, BandShape.SQUARE, unit).count();
        this.energy = BandSums.zero(bands);
        this.error = BandSums.zero(bands);
    }

    /** Adds a picture. */
    void add(LabelMap full, LabelMap blocks) {
        MapTransform transform = transforms.computeIfAbsent(
                (long) full.height() << 32 | full.width(),
                size -> MapTransform.of(
                        Bands.of(full.height(), full.width(), SpectralBasis.DFT, BandShape.SQUARE, unit)));
        double[] map = new double[full.width() * full.height()];
        double[] difference = new double[map.length];
        for (int c = 0; c < classes; c++) {
            if (fill(c, full, blocks, map, difference)) {
                BandProducts products = transform.products(map, difference);
                energy = energy.plus(products.first());
                error = error.plus(products.second());
            }
        }
    }

    /** Fills in the mask of a class and what blocks change of it. False if both are empty. */
    private boolean fill(int c, LabelMap full, LabelMap blocks, double[] map, double[] difference) {
        boolean any = false;
        for (int p = 0; p < map.length; p++) {
            int x = p % full.width();
            int y = p / full.width();
            int truth = full.at(x, y);
            map[p] = truth == c ? 1 : 0;
            difference[p] = truth < classes && blocks.at(x, y) == c ? 1 - map[p] : -map[p];
            any |= map[p] != 0 || difference[p] != 0;
        }
        return any;
    }

    void add(SpectralAgreement other) {
        energy = energy.plus(other.energy);
        error = error.plus(other.error);
    }

    /** The agreement over all frequencies up to ν. */
    double upTo(double frequency) {
        int last = (int) Math.min(energy.count() - 1.0, Math.floor(frequency));
        return 1 - error.upTo(last) / energy.upTo(last);
    }
}
