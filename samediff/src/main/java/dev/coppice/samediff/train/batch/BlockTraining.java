package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;

/**
 * Training towards labels that are blocks.
 *
 * @param target training target
 * @param side block side M in pixels
 */
public record BlockTraining(BlockTarget target, int side) {
    /**
     * Training towards the blocks of a data set.
     *
     * @throws InvalidInputException if its training labels are not blocks, or if the target needs crops of whole blocks and
     *     they are not
     */
    static BlockTraining of(BlockTarget target, Dataset data, NetworkCard card, Augmentation augmentation) {
        BlockAnnotation blocks = data.blocks()
                .filter(b -> b.covers(BatchSource.TRAIN))
                .orElseThrow(() -> new InvalidInputException(names -> "Block target '" + target.id()
                        + "' is for labels that are blocks; those of split '" + BatchSource.TRAIN + "' of '"
                        + data.name() + "' are not. Leave " + names.of(Setting.BLOCK_TARGET)
                        + " out, or make blocks with annotate."));
        BlockTraining training = new BlockTraining(target, blocks.side());
        if (target == BlockTarget.POOLED) {
            training.checkCrop(augmentation.height(card.input()), augmentation.width(card.input()));
        }
        return training;
    }

    private void checkCrop(int height, int width) {
        if (height % side != 0 || width % side != 0) {
            throw new InvalidInputException(
                    names -> "Block target 'pooled' needs crops of whole blocks of " + side + "×" + side
                            + " pixels, but they are " + height + "×" + width + ". Give " + names.of(Setting.CROP) + " "
                            + Math.max(1, height / side) * side + "x" + Math.max(1, width / side) * side + ".");
        }
    }

    /** The number of output pixels along each axis that share one target. */
    public int pooled() {
        return target == BlockTarget.POOLED ? side : 1;
    }

    /**
     * The shape of the targets for an output N×K×h×w.
     *
     * @throws InvalidInputException if blocks of the output differ from those of the picture
     */
    Shape targets(Shape images, Shape output) {
        if (pooled() > 1 && (output.size(2) != images.size(2) || output.size(3) != images.size(3))) {
            throw new InvalidInputException(
                    names -> "Block target 'pooled' needs an output of the input's size, but crops of "
                            + images.size(2) + "×" + images.size(3) + " give " + output.size(2) + "×" + output.size(3)
                            + ". Take " + names.of(Setting.BLOCK_TARGET) + " upsampled or low-passed.");
        }
        return output.with(2, output.size(2) / pooled()).with(3, output.size(3) / pooled());
    }
}
