package dev.coppice.samediff.train;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.Lowered;
import dev.coppice.samediff.lowering.LoweringMode;
import dev.coppice.samediff.train.loss.FeatureMaps;
import java.util.List;
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
     * A teacher for crops of this shape, if there is one.
     *
     * @param features it is asked for instead of its logits
     */
    static Teacher of(Optional<Network> network, Shape images, Optional<FeatureMaps> features) {
        return new Teacher(
                network.map(n -> Lowered.lower(n.body(), images, LoweringMode.INFERENCE))
                        .orElse(null),
                features);
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
