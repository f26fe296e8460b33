package dev.coppice.compress.batch;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import java.util.List;

/** Makes the batch of any step; a batch is a function of (seed, step) alone. Safe for several threads. */
public final class BatchSource {
    /** The split that is trained on. */
    public static final String TRAIN = "train";

    private final Dataset data;
    private final List<String> names;
    private final NetworkCard card;
    private final Sampling sampling;
    private final ClassMapping mapping;
    private final Preprocessing preprocessing;
    private final Shape images;
    private final Shape output;

    /** Output: the shape of the network's output for a batch, N×K×h×w. */
    public BatchSource(Dataset data, NetworkCard card, Sampling sampling, Shape output) {
        this.data = data;
        this.names = data.names(TRAIN);
        this.card = card;
        this.sampling = sampling;
        this.mapping = ClassMapping.of(data, card);
        this.preprocessing = Preprocessing.of(card);
        this.images = imageShape(card, sampling);
        this.output = output;
    }

    /** N×C×H×W of a training step. */
    public static Shape imageShape(NetworkCard card, Sampling sampling) {
        Augmentation augmentation = sampling.augmentation();
        return Shape.of(
                sampling.batch(),
                card.input().channels(),
                augmentation.height(card.input()),
                augmentation.width(card.input()));
    }

    /** Steps for one pass over the split. */
    public static int stepsPerEpoch(Dataset data, int batch) {
        return Math.max(1, (int) Math.round(data.names(TRAIN).size() / (double) batch));
    }

    /** The batch of a step, from 0. */
    public LabelledBatch at(int step) {
        float[] pixels = new float[Math.toIntExact(images.elements())];
        int rows = output.size(2);
        int columns = output.size(3);
        short[] labels = new short[sampling.batch() * rows * columns];
        for (int i = 0; i < sampling.batch(); i++) {
            long position = (long) step * sampling.batch() + i;
            Sample sample = data.sample(TRAIN, name(position));
            RandomStream random = RandomStream.of(sampling.seed(), 2, position);
            View view = sampling.augmentation().draw(random, sample.image(), card.input());
            preprocessing.fill(sample.image(), view, images, pixels, i);
            short[] seen = sample.labels().seen(view, rows, columns);
            for (int p = 0; p < seen.length; p++) {
                labels[i * seen.length + p] = (short) mapping.of(seen[p]);
            }
        }
        return new LabelledBatch(images, pixels, output, labels);
    }

    /** The sample at a position of the endless sequence: the split in a new order every time round. */
    private String name(long position) {
        long round = position / names.size();
        int[] order = RandomStream.of(sampling.seed(), 1, round).permutation(names.size());
        return names.get(order[(int) (position % names.size())]);
    }
}
