/**
 * What a measurement is: ports for accuracy, cost, gradients and changes of weights, the confusion matrix, IoU; and the ports
 * of long work, progress and cancellation.
 *
 * <p>Passes and training meet in these ports and do not see each other: {@code eval} implements accuracy with ONNX Runtime,
 * {@code samediff} gradients with its engine, {@code compress} changes of weights; tests pass lambdas.
 */
@NullMarked
package dev.coppice.models.measure;

import org.jspecify.annotations.NullMarked;
