package dev.coppice.eval.flow;

import dev.coppice.export.ExportedModel;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.samediff.train.RetrainResult;

/**
 * The result of training a network.
 *
 * @param training the network with the best weights, and the course of training
 * @param accuracy accuracy of the written file, on the pictures for measuring
 * @param model the written ONNX file and its card
 */
public record TrainingResult(RetrainResult training, Evaluation accuracy, ExportedModel model) {}
