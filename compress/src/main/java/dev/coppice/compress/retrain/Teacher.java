package dev.coppice.compress.retrain;

import dev.coppice.compress.loss.FeatureMaps;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.Lowered;
import dev.coppice.models.samediff.LoweringMode;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network answering training crops, or nobody. */
final class Teacher implements AutoCloseable {
    private final @Nullable Lowered lowered;
    private final Optional<FeatureMaps> features;

    /**
     * What it says about a batch.
     *
     * @param logits N×K×h×w, or null where it is not asked for them
     * @param attention as {@link FeatureMaps#wanted}; empty where it is not asked for it
     */
    @SuppressWarnings("ArrayRecordComponent") // megabytes a step; handed over, not copied
    record Answer(float @Nullable [] logits, List<float[]> attention) {}

    private Teacher(@Nullable Lowered lowered, Optional<FeatureMaps> features) {
        this.lowered = lowered;
        this.features = features;
    }

    /**
     * A teacher for crops of this shape, whose output must have the student's shape.
     *
     * @param features it is asked for instead of its logits
     */
    static Teacher of(Optional<Network> network, Shape images, Shape output, Optional<FeatureMaps> features) {
        if (network.isEmpty()) {
            return new Teacher(null, Optional.empty());
        }
        Shape own = outputShape(network.get(), images);
        if (!own.equals(output)) {
            throw new InvalidInputException(
                    "The teacher's output for " + images + " is " + own + ", the student's " + output
                            + ". Give a teacher whose output has the same grid, such as the network that was compressed.");
        }
        return new Teacher(Lowered.lower(network.get(), images, LoweringMode.INFERENCE), features);
    }

    /** The shape of a network's output for images of a shape. */
    static Shape outputShape(Network network, Shape images) {
        return Shapes.infer(network.graph(), Map.of(network.card().input().name(), images))
                .of(network.card().output().name());
    }

    Answer answer(float[] images) {
        Lowered network = lowered;
        if (network == null) {
            return new Answer(null, List.of());
        }
        return features.map(maps -> new Answer(null, maps.wanted(network.run(images, maps.tensors()))))
                .orElseGet(() -> new Answer(network.run(images), List.of()));
    }

    /** Bytes of its maps; 0 without a teacher. */
    long bytes() {
        if (lowered == null) {
            return 0;
        }
        return features.map(maps -> lowered.inferenceBytes(maps.tensors())).orElseGet(lowered::inferenceBytes);
    }

    @Override
    public void close() {
        if (lowered != null) {
            lowered.close();
        }
    }
}
