package dev.coppice.samediff.train;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runner of batches in the training engine.
 *
 * @param batches network inputs
 * @param images shape of each batch, N×C×H×W
 */
record LoweredBatches(List<float[]> batches, Shape images) implements BatchNormReestimation.Batches {
    LoweredBatches {
        batches = List.copyOf(batches);
    }

    @Override
    public void run(Network shown, List<String> statistics, Consumer<Map<String, float[]>> seen) {
        try (InferenceSession session = InferenceSession.of(shown, images, statistics)) {
            batches.forEach(batch -> seen.accept(session.run(batch)));
        }
    }
}
