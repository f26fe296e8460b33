package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.NativeMemory;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.BatchStream;
import dev.coppice.samediff.train.batch.BlockTraining;
import dev.coppice.samediff.train.batch.LabelledBatch;
import dev.coppice.samediff.train.batch.LossTargets;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.FeatureMaps;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.AttentionTransfer;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.TrainingBatch;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run trains with: the student's session, the teacher, and the batches from any step on. */
final class Engine implements AutoCloseable {
    private static final int BATCHES_AHEAD = 2;

    private final RetrainOptions options;
    private final Sampling sampling;
    private final Network student;
    private final Dataset data;
    private final BatchShapes shapes;
    private final LossForm loss;
    private final Optional<FeatureMaps> features;
    private final Teacher teacher;
    private final TrainingSession session;
    private @Nullable BatchStream<LabelledBatch> stream;

    /** For a student that is trained as it is, and a teacher if the options have one heard. */
    Engine(RetrainOptions options, Sampling sampling, Network student, Optional<Network> teacher, Dataset data) {
        this.options = options;
        this.sampling = sampling;
        this.student = student;
        this.data = data;
        shapes = BatchShapes.of(student, sampling);
        int pooled =
                sampling.blocks(data, student.card()).map(BlockTraining::pooled).orElse(1);
        Objective objective = options.objective();
        features = shapes.compared(teacher, student, objective);
        loss = new LossForm(
                pooled,
                objective.isFurther(),
                features.map(maps -> maps.attention(objective.distillation())).orElse(AttentionTransfer.NONE));
        BatchMemory.requireLargest(student, shapes.images(), NativeMemory.available());
        this.teacher = Teacher.of(teacher, shapes.images(), features);
        session = TrainingSession.of(student, shapes.images(), loss, options.optimizer());
    }

    /** Refuses a batch that does not fit into the memory there is. */
    void requireMemory() {
        long taught = teacher.bytes();
        long available = NativeMemory.available();
        new BatchMemory(student.card().name(), shapes.images(), available)
                .require(session.bytes() + taught, this::bytes);
    }

    /** What another batch would take; the teacher's share grows like it. */
    private long bytes(int batch) {
        try (TrainingSession other =
                TrainingSession.of(student, shapes.images().with(0, batch), loss, options.optimizer())) {
            return other.bytes() + teacher.bytes() * batch / options.batch();
        }
    }

    /** Feature maps at which student and teacher are compared. */
    List<String> features() {
        return features.map(FeatureMaps::tensors).orElse(List.of());
    }

    TrainingSession session() {
        return session;
    }

    /** One pass over the training split. */
    int stepsPerEpoch() {
        return BatchSource.stepsPerEpoch(data, options.batch());
    }

    /** The batches from a step on; asked for once. */
    Iterator<TrainingBatch> batches(int first, LossTargets targets) {
        BatchSource source = new BatchSource(data, student.card(), sampling, shapes.output());
        BatchStream<LabelledBatch> labelled = new BatchStream<>(source::at, BATCHES_AHEAD, first);
        stream = labelled;
        return new DistillationBatches(labelled, teacher, targets);
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
