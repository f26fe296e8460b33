package dev.coppice.eval.flow;

import dev.coppice.export.ExportedModel;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.samediff.train.RetrainResult;

/**
 * What came of training a network.
 *
 * @param training the network with the best weights, and how they came about
 * @param accuracy of the written file, on the pictures that accuracy is measured on
 * @param model the written ONNX file and its card
 */
public record TrainingResult(RetrainResult training, Evaluation accuracy, ExportedModel model) {}
