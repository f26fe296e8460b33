package dev.coppice.compress.retrain;

import dev.coppice.compress.batch.Augmentation;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engines of a run, one at a time: the coarse one of a curriculum, if it has one, and then the one at full resolution. */
final class Stages implements AutoCloseable {
    private final RetrainOptions options;
    private final Network student;
    private final Optional<Network> teacher;
    private final Dataset data;
    private final Engine fine;
    private @Nullable Engine coarse;

    /** For a student that is trained as it is, and a teacher if the options have one heard. */
    Stages(RetrainOptions options, Network student, Optional<Network> teacher, Dataset data) {
        this.options = options;
        this.student = student;
        this.teacher = teacher;
        this.data = data;
        fine = new Engine(options, student, teacher, data);
    }

    /**
     * Makes ready for the first step.
     *
     * @throws dev.coppice.models.InvalidInputException if a batch at full resolution does not fit into memory
     */
    void begin() {
        fine.requireMemory();
        Curriculum curriculum = options.curriculum();
        if (curriculum.share() > 0) {
            Augmentation coarser =
                    curriculum.coarse(options.augmentation(), student.card().input());
            coarse = new Engine(options.withAugmentation(coarser), student, teacher, data);
        }
    }

    /** One pass over the training split. */
    int stepsPerEpoch() {
        return fine.stepsPerEpoch();
    }

    /** The engine that trains now. */
    Engine current() {
        return coarse == null ? fine : coarse;
    }

    /** Whether another engine is to train when this share of the run is done. */
    boolean isOver(double done) {
        return coarse != null && !options.curriculum().isCoarse(done);
    }

    /** Goes on at full resolution with what was trained. */
    void refine() {
        Engine early = current();
        fine.lowered().resume(options.optimizer(), early.lowered().state());
        early.close();
        coarse = null;
    }

    @Override
    public void close() {
        if (coarse != null) {
            coarse.close();
        }
        fine.close();
    }
}
