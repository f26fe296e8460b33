package dev.coppice.eval.annotation;

import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import java.util.Optional;

/** Sums over pictures for blocks of one size. Not thread-safe. */
final class EfficacySums {
    private final Dataset data;
    private final int side;
    private final int unit;
    private final ConfusionMatrix labels;
    private final SpectralAgreement agreement;
    private int images;
    private long pixels;
    private long blocks;
    private long mixed;
    private double fullLoss;
    private double blockLoss;

    EfficacySums(Dataset data, int side, int unit) {
        this.data = data;
        this.side = side;
        this.unit = unit;
        this.labels = new ConfusionMatrix(data.classes().size());
        this.agreement = new SpectralAgreement(data.classes().size(), unit);
    }

    void add(Sample sample, Optional<ReferenceLoss.Logits> logits) {
        LabelMap full = sample.labels();
        BlockCounts counts = BlockCounts.of(full, side, labels.classes());
        LabelMap hard = counts.hard(data.ignore().orElse(0));
        images++;
        count(counts);
        for (int y = 0; y < full.height(); y++) {
            for (int x = 0; x < full.width(); x++) {
                if (full.at(x, y) < labels.classes()) {
                    labels.add(full.at(x, y), hard.at(x, y));
                }
            }
        }
        agreement.add(full, hard);
        if (logits.isPresent()) {
            fullLoss += logits.get().loss(full, full);
            blockLoss += logits.get().loss(full, hard);
        }
    }

    private void count(BlockCounts counts) {
        pixels += (long) counts.width() * counts.height();
        blocks += (long) counts.rows() * counts.columns();
        for (int row = 0; row < counts.rows(); row++) {
            for (int column = 0; column < counts.columns(); column++) {
                mixed += counts.isMixed(row, column) ? 1 : 0;
            }
        }
    }

    void add(EfficacySums other) {
        images += other.images;
        pixels += other.pixels;
        blocks += other.blocks;
        mixed += other.mixed;
        fullLoss += other.fullLoss;
        blockLoss += other.blockLoss;
        labels.add(other.labels);
        agreement.add(other.agreement);
    }

    /**
     * The figures of this size.
     *
     * @param frequency the frequency ν common to all sizes
     */
    Efficacy efficacy(double frequency, ClassBoundaries boundaries) {
        return new Efficacy(
                side,
                agreement.upTo(frequency),
                agreement.upTo(unit / (2.0 * side)),
                fullLoss > 0 ? Math.abs(blockLoss - fullLoss) / fullLoss : Double.NaN,
                Evaluation.of(labels, data.classes(), images),
                boundaries.meanIou(side),
                new LabellingCost(side, pixels, blocks, boundaries.length(side), mixed));
    }
}
