package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.StagedFile;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The first half of the flow: plan, rewrite and write; the file is loaded and compared on random inputs. No data, no training. */
public final class RewriteFlow {
    private static final int INPUTS = 2;

    private RewriteFlow() {}

    /**
     * Rewrites a network.
     *
     * @param target the model's final name, {@code NAME.onnx}; the plan goes beside as {@code NAME.plan.json}
     * @param seed of the inputs that parity is checked on
     * @param overwrites whether results of these names may be replaced
     * @throws dev.coppice.models.InvalidInputException if the folder cannot be written or holds results, or a pass refuses the network
     */
    public static RewriteResult run(
            Network network, List<CompressionPass> passes, Path target, long seed, boolean overwrites) {
        return OutputFolder.during(outputs(target), overwrites, () -> rewritten(network, passes, target, seed));
    }

    /** What a run writes. */
    public static Outputs outputs(Path target) {
        return Outputs.model(target, planBeside(target));
    }

    private static RewriteResult rewritten(Network network, List<CompressionPass> passes, Path target, long seed) {
        Planning planning = Planning.of(network, passes);
        String plan = PlanFile.format(planning.plan());
        Network rewritten = planning.rewritten();
        try (ParityReference reference = ParityReference.inMemory(rewritten)) {
            ParityCheck check = new ParityCheck(reference, RandomInputs.of(rewritten, INPUTS, seed));
            Provenance provenance = Provenance.of(plan, seed, network.graph().hash());
            return new RewriteResult(planning.plan(), rewritten, export(rewritten, provenance, target, check, plan));
        }
    }

    /** The model and its plan, both or neither. */
    private static ExportedModel export(
            Network network, Provenance provenance, Path target, ParityCheck check, String plan) {
        try (StagedFile staged = StagedFile.write(planBeside(target), plan.getBytes(StandardCharsets.UTF_8))) {
            ExportedModel model = OnnxExporter.export(network, provenance, target, check);
            staged.commit();
            if (!network.card().isKnown()) {
                OutputFolder.discard(CardFile.beside(target)); // of the model that was there before
            }
            return model;
        }
    }

    /** Where the plan of a model goes. */
    public static Path planBeside(Path target) {
        return target.resolveSibling(target.getFileName().toString().replaceFirst("\\.onnx$", "") + ".plan.json");
    }
}
