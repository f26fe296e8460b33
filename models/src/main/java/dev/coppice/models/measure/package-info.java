/**
 * What a measurement is: the evaluator and cost ports, the confusion matrix, IoU; and the ports of long work, progress and
 * cancellation.
 *
 * <p>Passes and retraining ask through these ports; {@code eval} implements them with ONNX Runtime, tests with lambdas.
 */
@NullMarked
package dev.coppice.models.measure;

import org.jspecify.annotations.NullMarked;
