package dev.coppice.models.measure;

import dev.coppice.models.graph.Shape;

/**
 * What a tensor holds at a batch, and how the loss depends on it.
 *
 * @param shape N×C×H×W for maps
 * @param values x in C order
 * @param gradient ∂L/∂x in C order, over all readers of the tensor; 0 where the loss does not depend on it
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes a tensor; handed over, not copied
public record TensorGradient(Shape shape, float[] values, float[] gradient) {}
