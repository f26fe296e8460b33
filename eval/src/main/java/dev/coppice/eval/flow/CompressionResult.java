package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.eval.report.Report;
import dev.coppice.export.ExportedModel;
import dev.coppice.models.network.Network;
import java.nio.file.Path;

/**
 * What came of a compression.
 *
 * @param network compressed and retrained
 * @param plan what was done to it
 * @param report every figure
 * @param model the written ONNX file and its card
 * @param folder where {@code report.json}, {@code report.md}, {@code plan.json}, {@code examples.png} and the model are
 */
public record CompressionResult(
        Network network, CompressionPlan plan, Report report, ExportedModel model, Path folder) {}
