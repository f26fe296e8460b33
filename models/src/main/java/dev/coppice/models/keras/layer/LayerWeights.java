package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Tensor;
import java.util.List;

/** The stored variables of one layer. */
@FunctionalInterface
public interface LayerWeights {
    /**
     * The variables of the layer in Keras's order, those that are trained first.
     *
     * @param part an inner layer of a layer that is made of others, {@code query_dense}; empty for its own
     * @throws LayerException if they are missing or damaged
     */
    List<Tensor> of(String part);
}
