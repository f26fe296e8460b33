package dev.coppice.samediff.train;

import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import java.util.Optional;

/**
 * Settings of the pictures in training steps.
 *
 * @param batch number of pictures per step, at least 1
 * @param augmentation random variation of pictures
 * @param curriculum part of the run with coarser pictures
 * @param blockTarget training target for labels that are blocks; empty to use labels unchanged
 */
public record TrainingPictures(
        int batch, Augmentation augmentation, Curriculum curriculum, Optional<BlockTarget> blockTarget) {
    /** The defaults: batches of 4 at full resolution. */
    static final TrainingPictures DEFAULT =
            new TrainingPictures(4, Augmentation.DEFAULT, Curriculum.NONE, Optional.empty());

    public TrainingPictures {
        RetrainOptions.atLeastOne("batch", batch);
    }

    TrainingPictures withBatch(int changed) {
        return new TrainingPictures(changed, augmentation, curriculum, blockTarget);
    }

    TrainingPictures withAugmentation(Augmentation changed) {
        return new TrainingPictures(batch, changed, curriculum, blockTarget);
    }

    TrainingPictures withCurriculum(Curriculum changed) {
        return new TrainingPictures(batch, augmentation, changed, blockTarget);
    }

    TrainingPictures withBlockTarget(BlockTarget changed) {
        return new TrainingPictures(batch, augmentation, curriculum, Optional.of(changed));
    }
}
