package dev.coppice.samediff.train;

import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import java.util.Optional;

/**
 * What training steps see.
 *
 * @param batch pictures a step, at least 1
 * @param augmentation how pictures are varied
 * @param curriculum what part of the run sees coarser pictures
 * @param blockTarget what training is for where labels are blocks; empty to take labels as they are
 */
public record TrainingPictures(
        int batch, Augmentation augmentation, Curriculum curriculum, Optional<BlockTarget> blockTarget) {
    /** Batches of 4, at full resolution. */
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
