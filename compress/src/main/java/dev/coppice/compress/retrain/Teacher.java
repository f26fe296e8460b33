package dev.coppice.compress.retrain;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.Lowered;
import dev.coppice.models.samediff.LoweringMode;
import dev.coppice.models.shape.Shapes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The uncompressed network answering training crops, or nobody. */
final class Teacher implements AutoCloseable {
    private final @Nullable Lowered lowered;

    private Teacher(@Nullable Lowered lowered) {
        this.lowered = lowered;
    }

    /** A teacher for crops of this shape, whose output must have the student's shape. */
    static Teacher of(Optional<Network> network, Shape images, Shape output) {
        if (network.isEmpty()) {
            return new Teacher(null);
        }
        Shape own = outputShape(network.get(), images);
        if (!own.equals(output)) {
            throw new InvalidInputException("The teacher's output for " + images + " is " + own + ", the student's "
                    + output + "; the teacher must be the network that was compressed.");
        }
        return new Teacher(Lowered.lower(network.get(), images, LoweringMode.INFERENCE));
    }

    /** The shape of a network's output for images of a shape. */
    static Shape outputShape(Network network, Shape images) {
        return Shapes.infer(network.graph(), Map.of(network.card().input().name(), images))
                .of(network.card().output().name());
    }

    /** Logits N×K×h×w, or null without a teacher. */
    float @Nullable [] answer(float[] images) {
        return lowered == null ? null : lowered.run(images);
    }

    /** Bytes of its maps; 0 without a teacher. */
    long bytes() {
        return lowered == null ? 0 : lowered.inferenceBytes();
    }

    @Override
    public void close() {
        if (lowered != null) {
            lowered.close();
        }
    }
}
