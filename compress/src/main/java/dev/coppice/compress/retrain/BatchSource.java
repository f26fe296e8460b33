package dev.coppice.compress.retrain;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import java.util.List;

/** Makes the batch of any step; a batch is a function of (seed, step) alone. Safe for several threads. */
final class BatchSource {
    /** The split that is trained on. */
    static final String TRAIN = "train";

    private final Dataset data;
    private final List<String> names;
    private final NetworkCard card;
    private final RetrainOptions options;
    private final ClassMapping mapping;
    private final Preprocessing preprocessing;
    private final Shape images;
    private final Shape output;

    /** Output: the shape of the network's output for a batch, N×K×h×w. */
    BatchSource(Dataset data, NetworkCard card, RetrainOptions options, Shape output) {
        this.data = data;
        this.names = data.names(TRAIN);
        this.card = card;
        this.options = options;
        this.mapping = ClassMapping.of(data, card);
        this.preprocessing = Preprocessing.of(card);
        this.images = imageShape(card, options);
        this.output = output;
    }

    /** N×C×H×W of a training step. */
    static Shape imageShape(NetworkCard card, RetrainOptions options) {
        Augmentation augmentation = options.augmentation();
        return Shape.of(
                options.batch(),
                card.input().channels(),
                augmentation.height(card.input()),
                augmentation.width(card.input()));
    }

    /** Steps for one pass over the split. */
    static int stepsPerEpoch(Dataset data, int batch) {
        return Math.max(1, (int) Math.round(data.names(TRAIN).size() / (double) batch));
    }

    LabelledBatch at(int step) {
        float[] pixels = new float[Math.toIntExact(images.elements())];
        int rows = output.size(2);
        int columns = output.size(3);
        short[] labels = new short[options.batch() * rows * columns];
        for (int i = 0; i < options.batch(); i++) {
            long position = (long) step * options.batch() + i;
            Sample sample = data.sample(TRAIN, name(position));
            RandomStream random = RandomStream.of(options.seed(), 2, position);
            View view = options.augmentation().draw(random, sample.image(), card.input());
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
        int[] order = RandomStream.of(options.seed(), 1, round).permutation(names.size());
        return names.get(order[(int) (position % names.size())]);
    }
}
