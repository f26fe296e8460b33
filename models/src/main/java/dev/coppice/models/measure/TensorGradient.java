package dev.coppice.models.measure;

import dev.coppice.models.graph.Shape;

/**
 * Values of a tensor for a batch, and the gradient of the loss in it.
 *
 * @param shape N×C×H×W for maps
 * @param values x in C order
 * @param gradient ∂L/∂x in C order, summed over all readers of the tensor; 0 if the loss does not depend on it
 */
@SuppressWarnings("ArrayRecordComponent") // arrays take megabytes, so they are handed over and not copied
public record TensorGradient(Shape shape, float[] values, float[] gradient) {}
