package dev.coppice.eval.metric;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Patch;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.tail.Answer;
import dev.coppice.models.network.tail.OutputContent;
import java.util.List;

/** A network's numbers for a volume, from those for overlapping blocks of it. */
final class Blend {
    private final Answer answer;
    private final Shape space;
    private final int channels;
    private final int voxels;
    private final float[] sums;
    private final float[] weights;

    Blend(Answer answer, Shape space, int channels) {
        this.answer = answer;
        this.space = space;
        this.channels = channels;
        this.voxels = Math.toIntExact(space.elements());
        this.sums = new float[Math.multiplyExact(channels, voxels)];
        this.weights = new float[voxels];
    }

    /**
     * Adds a block.
     *
     * @param shares weight of each sample of the block, above 0
     * @param numbers the network's numbers for a batch, as {@link Answer#maps} gives them
     * @param index place of the block in the batch
     */
    void add(Patch patch, float[] shares, float[] numbers, int index) {
        int[] positions = patch.positions(space, patch.sizes());
        boolean decided = answer.holds() == OutputContent.CLASSES || answer.holds() == OutputContent.MASK;
        List<Integer> own = answer.space();
        int plane = own.stream().reduce(1, (a, b) -> a * b);
        int first = index * channels * plane;
        Interpolation places = new Interpolation(own, patch.sizes());
        for (int i = 0; i < positions.length; i++) {
            int to = positions[i];
            if (to < 0 || (decided && shares[i] <= weights[to])) {
                continue;
            }
            for (int c = 0; c < channels; c++) {
                int from = first + c * plane;
                if (decided) {
                    sums[c * voxels + to] = numbers[from + places.nearest(i)];
                } else {
                    sums[c * voxels + to] += shares[i] * places.between(numbers, from, i);
                }
            }
            weights[to] = decided ? shares[i] : weights[to] + shares[i];
        }
    }

    /** The numbers of the whole volume, in the form of its labels. */
    Logits logits(LabelMap labels) {
        boolean decided = answer.holds() == OutputContent.CLASSES || answer.holds() == OutputContent.MASK;
        for (int i = 0; i < sums.length && !decided; i++) {
            sums[i] /= weights[i % voxels];
        }
        return new Logits(sums, Shape.of(1, channels, labels.height(), labels.width()), 0);
    }
}
