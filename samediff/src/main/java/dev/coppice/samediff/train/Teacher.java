package dev.coppice.samediff.train;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import dev.coppice.samediff.train.loss.FeatureMaps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network answering training crops, or nobody. */
final class Teacher implements AutoCloseable {
    private final @Nullable InferenceSession session;
    private final Optional<FeatureMaps> features;

    /**
     * What it says about a batch.
     *
     * @param logits N×K×h×w, or null where it is not asked for them
     * @param attention as {@link FeatureMaps#wanted}; empty where it is not asked for it
     */
    @SuppressWarnings("ArrayRecordComponent") // megabytes a step; handed over, not copied
    record Answer(float @Nullable [] logits, List<float[]> attention) {}

    private Teacher(@Nullable InferenceSession session, Optional<FeatureMaps> features) {
        this.session = session;
        this.features = features;
    }

    /**
     * A teacher for crops of this shape, if there is one.
     *
     * @param features it is asked for instead of its logits
     */
    static Teacher of(Optional<Network> network, Shape images, Optional<FeatureMaps> features) {
        return new Teacher(
                network.map(Network::body)
                        .map(body -> features.map(maps -> InferenceSession.of(body, images, maps.tensors()))
                                .orElseGet(() -> InferenceSession.of(body, images)))
                        .orElse(null),
                features);
    }

    Answer answer(float[] images) {
        InferenceSession asked = session;
        if (asked == null) {
            return new Answer(null, List.of());
        }
        return features.map(maps -> new Answer(null, maps.wanted(asked.run(images))))
                .orElseGet(() -> new Answer(asked.logits(images), List.of()));
    }

    /** Bytes of its maps; 0 without a teacher. */
    long bytes() {
        return session == null ? 0 : session.bytes();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
