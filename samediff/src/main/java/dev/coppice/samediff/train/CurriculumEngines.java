package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Sampling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Engines of a run, one at a time: the coarse engine, if there is a curriculum, then the engine at full resolution. */
final class CurriculumEngines implements AutoCloseable {
    private final RetrainOptions options;
    private final Network student;
    private final Optional<Network> teacher;
    private final Dataset data;
    private final Engine fine;
    private @Nullable Engine coarse;

    /** Takes the student, which is trained unchanged, and a teacher if the options use one. */
    CurriculumEngines(RetrainOptions options, Network student, Optional<Network> teacher, Dataset data) {
        this.options = options;
        this.student = student;
        this.teacher = teacher;
        this.data = data;
        fine = new Engine(options, options.sampling(), student, teacher, data);
    }

    /**
     * Prepares the first step.
     *
     * @throws dev.coppice.models.InvalidInputException if a batch at full resolution does not fit into memory
     */
    void begin() {
        fine.requireMemory();
        if (!options.pictures().curriculum().isNone()) {
            Sampling sampling = options.pictures()
                    .curriculum()
                    .coarse(options.sampling(), student.card().input());
            coarse = new Engine(options, sampling, student, teacher, data);
        }
    }

    /** One pass over the training split. */
    int stepsPerEpoch() {
        return fine.stepsPerEpoch();
    }

    /** The current engine. */
    Engine current() {
        return coarse == null ? fine : coarse;
    }

    /** Whether another engine takes over after this share of the run. */
    boolean isOver(double done) {
        return coarse != null && !options.pictures().curriculum().isCoarse(done);
    }

    /**
     * Switches to full resolution.
     *
     * @param taken number of steps so far; weights and optimizer state are carried over unless it is 0
     */
    void refine(int taken) {
        Engine early = current();
        if (taken > 0) {
            fine.session().resume(early.session().state());
        }
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
