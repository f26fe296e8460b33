package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanFile;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.StagedFile;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The first half of the flow: plan, rewrite and write; the file is loaded and compared on random inputs with the
 * model that the network came from. No data, no training.
 */
public final class RewriteFlow {
    private static final int INPUTS = 2;

    private RewriteFlow() {}

    /**
     * Rewrites a network.
     *
     * @param target the model's final name, {@code NAME.onnx}; the plan goes beside as {@code NAME.plan.json}
     * @param overwrites whether results of these names may be replaced
     * @throws dev.coppice.models.InvalidInputException if the folder cannot be written or holds results, or a pass refuses the network
     * @throws dev.coppice.export.ParityException if the network written as it was read does not compute what the source
     *     does, or the rewritten one not what the source does with zeros in the cut channels; nothing is written then
     */
    public static RewriteResult run(RewriteRequest request, Path target, boolean overwrites) {
        return OutputFolder.during(outputs(target), overwrites, () -> rewritten(request, target));
    }

    /** What a run writes. */
    public static Outputs outputs(Path target) {
        return Outputs.model(target, planBeside(target));
    }

    private static RewriteResult rewritten(RewriteRequest request, Path target) {
        Network network = request.network();
        Planning planning = Planning.of(network, request.passes());
        String plan = PlanFile.format(planning.plan());
        Network rewritten = planning.rewritten();
        RandomInputs.Drawn drawn = inputs(request);
        List<Tensor> inputs = drawn.inputs();
        SourceParity parity = SourceParity.require(request.source(), network, inputs);
        CutReference reference = CutReference.of(network, planning.plan(), inputs);
        try (CutReference.Open open = reference.open(rewritten, inputs)) {
            ParityCheck check = new ParityCheck(open.session()::run, inputs, ParityCheck.SAME_RUNTIME);
            Provenance provenance =
                    Provenance.of(plan, request.seed(), network.graph().hash()).from(request.metadata());
            ExportedModel model = export(rewritten, provenance, target, check, plan);
            return new RewriteResult(planning.plan(), rewritten, model, parity, reference.words(open), drawn.words());
        }
    }

    private static RandomInputs.Drawn inputs(RewriteRequest request) {
        Network network = request.network();
        if (network.card().isKnown()) {
            return RandomInputs.pictures(network, INPUTS, request.seed());
        }
        try (OnnxSession source = OnnxSession.open(request.source())) {
            return RandomInputs.finite(network.inputShape(network.batch()), INPUTS, request.seed(), source::run);
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
