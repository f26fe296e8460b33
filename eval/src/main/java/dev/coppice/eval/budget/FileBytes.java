package dev.coppice.eval.budget;

import dev.coppice.compress.budget.PriceMeter;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.Provenance;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;

/**
 * Bytes of ONNX files: of the original's own file, and of files written for cut networks, with card, plan and source inside.
 *
 * @param original the original's own file, or the file that would be written if it has none
 * @param source metadata of the original's file, which is kept
 * @param seed the seed that files name
 * @param form opset and precision of files
 */
public record FileBytes(OnnxSource original, ModelMetadata source, long seed, OnnxForm form) implements PriceMeter {
    /** Bytes for a network without a file. */
    public static FileBytes of(Network network) {
        return new FileBytes(OnnxSource.of(network), ModelMetadata.NONE, 1, OnnxForm.USUAL);
    }

    /** The same with another seed. */
    public FileBytes withSeed(long changed) {
        return new FileBytes(original, source, changed, form);
    }

    /** Bytes of a network with the source's metadata, and no plan. */
    double plain(Network network) {
        return OnnxWriter.bytes(network.graph(), WriteOptions.of(network).withMetadata(source)).length;
    }

    @Override
    public double measured(Network network, CompressionPlan plan) {
        if (plan.steps().isEmpty()) {
            return original.size();
        }
        Provenance provenance = Provenance.of(PlanFile.format(plan), seed, plan.network());
        return OnnxExporter.bytes(network, provenance.from(source), form).length;
    }
}
