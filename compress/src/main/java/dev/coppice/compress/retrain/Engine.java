package dev.coppice.compress.retrain;

import dev.coppice.compress.batch.BatchSource;
import dev.coppice.compress.batch.BatchStream;
import dev.coppice.compress.batch.BlockTraining;
import dev.coppice.compress.batch.LabelledBatch;
import dev.coppice.compress.batch.LossTargets;
import dev.coppice.compress.batch.Sampling;
import dev.coppice.compress.loss.FeatureMaps;
import dev.coppice.compress.loss.Objective;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.AttentionTransfer;
import dev.coppice.models.samediff.LossForm;
import dev.coppice.models.samediff.Lowered;
import dev.coppice.models.samediff.NativeMemory;
import dev.coppice.models.samediff.TrainingBatch;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run trains with: the lowered student, the teacher, and the batches from any step on. */
final class Engine implements AutoCloseable {
    private static final int BATCHES_AHEAD = 2;

    private final RetrainOptions options;
    private final Sampling sampling;
    private final Network student;
    private final Dataset data;
    private final Shape images;
    private final Shape output;
    private final LossForm loss;
    private final Optional<FeatureMaps> features;
    private final Teacher teacher;
    private final Lowered lowered;
    private @Nullable BatchStream<LabelledBatch> stream;

    /** For a student that is trained as it is, and a teacher if the options have one heard. */
    Engine(RetrainOptions options, Sampling sampling, Network student, Optional<Network> teacher, Dataset data) {
        this.options = options;
        this.sampling = sampling;
        this.student = student;
        this.data = data;
        images = BatchSource.imageShape(student.card(), sampling);
        output = outputShape();
        int pooled =
                sampling.blocks(data, student.card()).map(BlockTraining::pooled).orElse(1);
        Objective objective = options.objective();
        features = teacher.filter(t -> objective.isFeatures()).map(t -> FeatureMaps.of(t, student, images));
        loss = new LossForm(
                pooled,
                objective.isFurther(),
                features.map(maps -> maps.attention(objective.distillation())).orElse(AttentionTransfer.NONE));
        BatchMemory.requireLargest(student, images, NativeMemory.available());
        this.teacher = Teacher.of(teacher, images, output, features);
        lowered = Lowered.forTraining(student, images, loss);
    }

    private Shape outputShape() {
        try {
            return Teacher.outputShape(student, images);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "Network '" + student.card().name() + "' does not take training crops of " + images.size(2) + "×"
                            + images.size(3) + " (height×width). " + e.getMessage()
                            + " Give another --crop, or another curriculum.",
                    e);
        }
    }

    /** Refuses a batch that does not fit into the memory there is. */
    void requireMemory() {
        long taught = teacher.bytes();
        long available = NativeMemory.available();
        new BatchMemory(student.card().name(), images, available)
                .require(lowered.trainingBytes(options.optimizer()) + taught, this::bytes);
    }

    /** What another batch would take; the teacher's share grows like it. */
    private long bytes(int batch) {
        try (Lowered other = Lowered.forTraining(student, images.with(0, batch), loss)) {
            return other.trainingBytes(options.optimizer()) + teacher.bytes() * batch / options.batch();
        }
    }

    /** Feature maps at which student and teacher are compared. */
    List<String> features() {
        return features.map(FeatureMaps::tensors).orElse(List.of());
    }

    Lowered lowered() {
        return lowered;
    }

    /** One pass over the training split. */
    int stepsPerEpoch() {
        return BatchSource.stepsPerEpoch(data, options.batch());
    }

    /** The batches from a step on; asked for once. */
    Iterator<TrainingBatch> batches(int first, LossTargets targets) {
        BatchSource source = new BatchSource(data, student.card(), sampling, output);
        BatchStream<LabelledBatch> labelled = new BatchStream<>(source::at, BATCHES_AHEAD, first);
        stream = labelled;
        return new TaughtBatches(labelled, teacher, targets);
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
        teacher.close();
        lowered.close();
    }
}
