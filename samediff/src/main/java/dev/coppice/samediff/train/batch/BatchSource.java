package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import java.util.List;
import java.util.Optional;

/** Source of the batch of any step. A batch is a function of (seed, step) alone. Thread-safe. */
public final class BatchSource {
    /** The training split. */
    public static final String TRAIN = "train";

    private final Dataset data;
    private final EndlessSplit split;
    private final NetworkCard card;
    private final Sampling sampling;
    private final Optional<BlockTraining> blocks;
    private final PictureLabels labels;
    private final Preprocessing preprocessing;
    private final Shape images;
    private final Shape output;

    /**
     * Prepares the source.
     *
     * @param output shape of the network's output for a batch, N×K×h×w
     * @throws dev.coppice.models.InvalidInputException if sampling, data and network do not go together
     */
    public BatchSource(Dataset data, NetworkCard card, Sampling sampling, Shape output) {
        this.data = data;
        this.split = EndlessSplit.of(data, sampling);
        this.card = card;
        this.sampling = sampling;
        this.blocks = sampling.blocks(data, card);
        this.labels = labels(blocks, data, card);
        this.preprocessing = Preprocessing.of(card);
        this.images = imageShape(card, sampling);
        this.output = blocks.map(b -> b.targets(images, output)).orElse(output);
    }

    /** Upsampled blocks of hard labels are the labels themselves. */
    private static PictureLabels labels(Optional<BlockTraining> blocks, Dataset data, NetworkCard card) {
        ClassMapping mapping = ClassMapping.of(data, card);
        boolean soft = data.blocks().map(BlockAnnotation::soft).orElse(false);
        return blocks.filter(b -> soft || b.target() != BlockTarget.UPSAMPLED)
                .<PictureLabels>map(b -> new SoftLabels(
                        b, mapping, data.classes().size(), card.classes().size()))
                .orElse(new HardLabels(mapping));
    }

    /** The input shape of a training step, N×C and its space axes. */
    public static Shape imageShape(NetworkCard card, Sampling sampling) {
        List<Integer> crop = sampling.augmentation().sizes(card.input());
        int[] sizes = new int[2 + crop.size()];
        sizes[0] = sampling.batch();
        sizes[1] = card.input().channels();
        for (int axis = 0; axis < crop.size(); axis++) {
            sizes[2 + axis] = crop.get(axis);
        }
        return Shape.of(sizes);
    }

    /** The number of steps of one pass over the split. */
    public static int stepsPerEpoch(Dataset data, int batch) {
        return Math.max(1, (int) Math.round(data.names(TRAIN).size() / (double) batch));
    }

    /** The batch of a step; steps count from 0. */
    public LabelledBatch at(int step) {
        float[] pixels = new float[Math.toIntExact(images.elements())];
        int places = sampling.batch() * output.size(2) * output.size(3);
        LabelledBatch batch =
                new LabelledBatch(images, pixels, output, new short[places], new float[places * labels.channels()]);
        for (int i = 0; i < sampling.batch(); i++) {
            long position = (long) step * sampling.batch() + i;
            Sample sample = data.sample(TRAIN, split.name(position));
            View view = view(RandomStream.of(sampling.seed(), 2, position), sample);
            fill(sample.image(), view, pixels, i);
            labels.fill(sample, view, batch, i);
        }
        return batch;
    }

    private void fill(RgbImage image, View view, float[] pixels, int index) {
        int side = sampling.side();
        if (side == 1) {
            preprocessing.fill(image, view, images, pixels, index);
            return;
        }
        Shape fine = Shape.of(1, images.size(1), images.size(2) * side, images.size(3) * side);
        float[] values = new float[Math.toIntExact(fine.elements())];
        preprocessing.fill(image, view, fine, values, 0);
        int first = index * values.length / (side * side);
        for (int i = 0; i < values.length; i++) {
            int row = i / fine.size(3) / side;
            int column = i % fine.size(3) / side;
            pixels[first + row * images.size(3) + column] += values[i] / (side * side);
        }
    }

    private View view(RandomStream random, Sample sample) {
        Augmentation augmentation = sampling.augmentation();
        return blocks.filter(b -> b.target() == BlockTarget.POOLED)
                .map(b -> augmentation.drawBlocks(random, sample.image(), card.input(), b.side()))
                .orElseGet(() ->
                        augmentation.draw(random, sample.image(), preprocessing.view(sample.image()), card.input()));
    }
}
