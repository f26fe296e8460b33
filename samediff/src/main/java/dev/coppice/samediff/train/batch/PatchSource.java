package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.NetworkInputs;
import dev.coppice.models.data.Patch;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.VolumeSample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import java.util.Arrays;
import java.util.List;

/**
 * Source of the batch of any step from volumes or signals: random blocks at the volume's own scale, perhaps turned round
 * along each axis. A batch is a function of (seed, step) alone. Thread-safe.
 */
public final class PatchSource {
    private final Dataset data;
    private final EndlessSplit split;
    private final NetworkCard card;
    private final Sampling sampling;
    private final ClassMapping mapping;
    private final Shape images;
    private final Shape logits;

    /**
     * Prepares the source.
     *
     * @param logits shape of the network's logits for a batch, N×K and its space axes
     * @throws dev.coppice.models.InvalidInputException if data and network do not go together
     */
    public PatchSource(Dataset data, NetworkCard card, Sampling sampling, Shape logits) {
        this.data = data;
        this.split = EndlessSplit.of(data, sampling);
        this.card = card;
        this.sampling = sampling;
        this.mapping = ClassMapping.of(data, card);
        this.images = BatchSource.imageShape(card, sampling);
        this.logits = logits;
    }

    /** The batch of a step; steps count from 0. */
    public LabelledBatch at(int step) {
        float[] values = new float[Math.toIntExact(images.elements())];
        Shape output = logits.asPicture();
        short[] classes = new short[sampling.batch() * output.size(2) * output.size(3)];
        List<Integer> grid =
                Arrays.stream(logits.sizes(), 2, logits.rank()).boxed().toList();
        for (int i = 0; i < sampling.batch(); i++) {
            long position = (long) step * sampling.batch() + i;
            VolumeSample sample = data.volume(BatchSource.TRAIN, split.name(position));
            NetworkInputs.require(card.input(), sample);
            Patch patch = sampling.augmentation()
                    .draw(
                            RandomStream.of(sampling.seed(), 2, position),
                            sample.volume().space(),
                            card.input());
            patch.fill(sample.volume(), card.input().mean(), card.input().std(), values, i);
            short[] seen = patch.seen(sample, grid);
            for (int p = 0; p < seen.length; p++) {
                classes[i * seen.length + p] = (short) mapping.of(seen[p]);
            }
        }
        return new LabelledBatch(images, values, output, classes);
    }
}
