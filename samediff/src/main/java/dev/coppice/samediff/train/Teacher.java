package dev.coppice.samediff.train;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Network that answers training crops, or none. */
final class Teacher implements AutoCloseable {
    private final @Nullable InferenceSession session;

    private Teacher(@Nullable InferenceSession session) {
        this.session = session;
    }

    /**
     * A teacher for crops of a shape, if there is one.
     *
     * @param tensors names of the tensors that it computes
     */
    static Teacher of(Optional<Network> network, Shape images, List<String> tensors) {
        return new Teacher(network.map(asked -> InferenceSession.of(asked.body(), images, tensors))
                .orElse(null));
    }

    /** The teacher's tensors for a batch by name, in C order; empty without a teacher. */
    Map<String, float[]> answer(float[] images) {
        return session == null ? Map.of() : session.run(images);
    }

    /** The bytes of its maps; 0 without a teacher. */
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
