package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.NativeMemory;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.BatchStream;
import dev.coppice.samediff.train.batch.BlockTraining;
import dev.coppice.samediff.train.batch.LabelledBatch;
import dev.coppice.samediff.train.batch.PatchSource;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.LossTerms;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.TrainingBatch;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Engine of a run: the student's session, the teacher and the batches. */
final class Engine implements AutoCloseable {
    private static final int BATCHES_AHEAD = 2;

    private final RetrainOptions options;
    private final Sampling sampling;
    private final Network student;
    private final Dataset data;
    private final BatchShapes shapes;
    private final LossTerms loss;
    private final LossForm form;
    private final Teacher teacher;
    private final TrainingSession session;
    private @Nullable BatchStream<LabelledBatch> stream;

    /** Takes the student, which is trained unchanged, and a teacher if the options use one. */
    Engine(RetrainOptions options, Sampling sampling, Network student, Optional<Network> teacher, Dataset data) {
        this.options = options;
        this.sampling = sampling;
        this.student = student;
        this.data = data;
        shapes = BatchShapes.of(student, sampling);
        int pooled =
                sampling.blocks(data, student.card()).map(BlockTraining::pooled).orElse(1);
        loss = shapes.terms(options.goal().objective(), student, teacher);
        form = loss.form(pooled);
        BatchMemory.requireLargest(student, shapes.images(), NativeMemory.available());
        this.teacher = Teacher.of(teacher, shapes.images(), loss.teacherTensors());
        session = TrainingSession.of(
                student, shapes.images(), form, options.optimization().optimizer(), frozen());
    }

    private Set<String> frozen() {
        return options.optimization().frozen().weights(student.graph());
    }

    /** The bytes that training takes outside Java's heap. */
    long needed() {
        return (long) BatchMemory.needed(session.bytes() + teacher.bytes());
    }

    /** Throws if a batch does not fit into the free memory. */
    void requireMemory() {
        long taught = teacher.bytes();
        long available = NativeMemory.available();
        new BatchMemory(student.card().name(), shapes.images(), available)
                .require(session.bytes() + taught, this::bytes);
    }

    /** The bytes that another batch size would take; the teacher's share grows in proportion. */
    private long bytes(int batch) {
        try (TrainingSession other = TrainingSession.of(
                student,
                shapes.images().with(0, batch),
                form,
                options.optimization().optimizer(),
                frozen())) {
            return other.bytes() + teacher.bytes() * batch / options.pictures().batch();
        }
    }

    /** Notes on the loss for the user, before the first step. */
    List<String> notes() {
        return loss.notes();
    }

    TrainingSession session() {
        return session;
    }

    /** One pass over the training split. */
    int stepsPerEpoch() {
        return BatchSource.stepsPerEpoch(data, options.pictures().batch());
    }

    /**
     * The batches from a step on; may be called once.
     *
     * @param classWeights weight of a pixel of each class of the network
     */
    Iterator<TrainingBatch> batches(int first, double... classWeights) {
        BatchStream<LabelledBatch> labelled = new BatchStream<>(source(), BATCHES_AHEAD, first);
        stream = labelled;
        return new DistillationBatches(labelled, teacher, loss, classWeights);
    }

    private IntFunction<LabelledBatch> source() {
        return data.holdsVolumes()
                ? new PatchSource(data, student.card(), sampling, shapes.logits())::at
                : new BatchSource(data, student.card(), sampling, shapes.output())::at;
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
        teacher.close();
        session.close();
    }
}
