package dev.coppice.eval.budget;

import dev.coppice.compress.budget.PriceMeter;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.Provenance;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;

/**
 * Bytes of files: of the original's as it is, and of those that cut networks are written to, with all that they hold of card,
 * plan and source.
 *
 * @param original its very file, or what it would be written as where it has none
 * @param source what the original's file says of itself, which is kept
 * @param seed that files name
 */
public record FileBytes(OnnxSource original, ModelMetadata source, long seed) implements PriceMeter {
    /** Of a network without a file. */
    public static FileBytes of(Network network) {
        return new FileBytes(OnnxSource.of(network), ModelMetadata.NONE, 1);
    }

    /** The same with another seed. */
    public FileBytes withSeed(long changed) {
        return new FileBytes(original, source, changed);
    }

    @Override
    public double measured(Network network, CompressionPlan plan) {
        if (plan.steps().isEmpty()) {
            return original.size();
        }
        Provenance provenance = Provenance.of(PlanFile.format(plan), seed, plan.network());
        return OnnxExporter.bytes(network, provenance.from(source)).length;
    }
}
