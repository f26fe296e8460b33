package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.eval.report.Report;
import dev.coppice.export.ExportedModel;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The result of a compression.
 *
 * @param network the network, compressed and retrained
 * @param plan the plan that was carried out
 * @param report every figure of the run
 * @param model the written ONNX file and its card
 * @param copy the same network in the format of its source, {@code model.zip} or {@code model.fb}; empty if that was ONNX or
 *     Keras, or cannot express the result, which the report then says
 * @param folder folder of the model and of {@code report.html}, {@code report.md}, {@code report.json}, {@code
 *     report.nodes.json}, {@code plan.json} and {@code examples.png}
 */
public record CompressionResult(
        Network network,
        CompressionPlan plan,
        Report report,
        ExportedModel model,
        Optional<ExportedModel> copy,
        Path folder) {}
