package dev.coppice.models.keras.layer;

/** Writes one kind of layer. */
@FunctionalInterface
interface Layer {
    /**
     * Adds the nodes of one call of a layer.
     *
     * @return the tensor that the call gives
     * @throws LayerException if the layer has a setting that cannot be read
     */
    String write(LayerCall call);
}
