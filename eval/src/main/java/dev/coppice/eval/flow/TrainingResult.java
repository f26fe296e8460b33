package dev.coppice.eval.flow;

import dev.coppice.compress.retrain.RetrainResult;
import dev.coppice.export.ExportedModel;

/**
 * What came of training a network.
 *
 * @param training the network with the best weights, and how they came about
 * @param model the written ONNX file and its card
 */
public record TrainingResult(RetrainResult training, ExportedModel model) {}
