package dev.coppice.models.keras;

import dev.coppice.models.keras.layer.LayerWeights;

/** Where a file holds the variables of its layers. */
@FunctionalInterface
interface WeightFile {
    /** The variables of a layer at a place in the model. */
    LayerWeights of(LayerPlace place);
}
