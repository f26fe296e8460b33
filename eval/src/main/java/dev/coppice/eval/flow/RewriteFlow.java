package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.eval.report.WholeFile;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first half of the flow: plan, rewrite and write; the file is loaded and compared on random inputs. No data, no training. */
public final class RewriteFlow {
    private static final int INPUTS = 2;

    private RewriteFlow() {}

    /**
     * Rewrites a network.
     *
     * @param target the model's final name, {@code NAME.onnx}; the plan goes beside as {@code NAME.plan.json}
     * @param seed of the inputs that parity is checked on
     * @throws dev.coppice.models.InvalidInputException if the folder cannot be written, or a pass refuses the network
     */
    public static RewriteResult run(Network network, List<CompressionPass> passes, Path target, long seed) {
        OutputFolder.prepare(
                Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(Path.of("")));
        Planning planning = Planning.of(network, passes);
        String plan = PlanFile.format(planning.plan());
        Network rewritten = planning.rewritten();
        try (ParityReference reference = ParityReference.inMemory(rewritten)) {
            ParityCheck check = new ParityCheck(reference, RandomInputs.of(rewritten, INPUTS, seed));
            Provenance provenance = Provenance.of(plan, seed, network.graph().hash());
            WholeFile.write(planBeside(target), plan);
            return new RewriteResult(
                    planning.plan(), rewritten, OnnxExporter.export(rewritten, provenance, target, check));
        }
    }

    /** Where the plan of a model goes. */
    public static Path planBeside(Path target) {
        return target.resolveSibling(target.getFileName().toString().replaceFirst("\\.onnx$", "") + ".plan.json");
    }
}
