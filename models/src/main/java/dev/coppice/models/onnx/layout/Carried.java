package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;

/**
 * A tensor of the file as it is carried.
 *
 * @param tensor the carried tensor
 * @param order axis i of the file's tensor is axis {@code order[i]} of the carried one
 */
record Carried(String tensor, AxisOrder order) {}
