/**
 * Ports for measurement and long work: accuracy, cost, gradients, changes of weights, progress and cancellation; also the
 * confusion matrix and IoU.
 *
 * <p>Passes and training use these ports and do not see each other. {@code eval} implements accuracy with ONNX Runtime,
 * {@code samediff} gradients with its engine, {@code compress} changes of weights; tests pass lambdas.
 */
@NullMarked
package dev.coppice.models.measure;

import org.jspecify.annotations.NullMarked;
