package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanFile;
import dev.coppice.eval.format.ResultFormat;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.eval.parity.CutReference;
import dev.coppice.eval.parity.SourceParity;
import dev.coppice.eval.parity.SourceRun;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.StagedFile;
import dev.coppice.export.runtime.RunMemory;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The first half of the flow: plan, rewrite and write. The written file is loaded and compared on random inputs with the
 * model that the network came from. It needs no data and no training.
 */
public final class RewriteFlow {
    private RewriteFlow() {}

    /**
     * Rewrites a network.
     *
     * @param target the model's final name, in a {@link ResultFormat}. The plan is written beside it as {@code NAME.plan.json}, the frontier of a
     *     budget as {@code NAME.frontier.csv}
     * @param overwrites whether existing results of these names may be replaced
     * @throws NothingToCutException if there is a budget and the original is within it already
     * @throws dev.coppice.models.InvalidInputException if the folder cannot be written or holds results, or a pass refuses the network
     * @throws dev.coppice.export.ParityException if the network, written as it was read, does not compute what the source
     *     does, or the rewritten one not what the source does with zeros in the cut channels; nothing is written then
     */
    public static RewriteResult run(RewriteRequest request, Path target, boolean overwrites) {
        return OutputFolder.during(outputs(target), overwrites, () -> rewritten(request, target));
    }

    /** The files that a run writes. */
    public static Outputs outputs(Path target) {
        return Outputs.model(target, planBeside(target), frontierBeside(target));
    }

    private static RewriteResult rewritten(RewriteRequest request, Path target) {
        Network network = request.network();
        ResultFormat.check(target, request.file(), request.form());
        RunMemory.require(network);
        OnnxExporter.require(network, request.form());
        SourceRun source = SourceRun.of(request.source(), network, request.seed());
        List<Tensor> inputs = source.inputs().inputs();
        SourceParity parity = source.parity();
        PlannedNetwork planned = PlannedNetwork.of(network, request.passes());
        Optional<PlannedBudget> budget = PlannedBudget.of(network, request.passes());
        if (budget.isPresent() && planned.plan().steps().isEmpty()) {
            throw NothingToCutException.of(network, planned.plan());
        }
        String plan = PlanFile.format(planned.plan());
        Network rewritten = planned.network();
        CutReference reference = CutReference.of(network, planned.plan(), inputs);
        CutReference.Computed computed = reference.computed(rewritten, inputs);
        ParityCheck check = new ParityCheck(computed.outputs(), inputs, tolerance(target));
        Provenance provenance =
                Provenance.of(plan, request.seed(), network.graph().hash()).from(request.metadata());
        ExportedModel model = export(
                beside(target, plan, budget.map(b -> b.csv(network))),
                rewritten,
                target,
                () -> ResultFormat.write(
                        rewritten, new ResultFormat.Origin(request.file(), provenance, request.form()), target, check));
        return new RewriteResult(
                planned.plan(),
                rewritten,
                model,
                parity,
                budget.map(b -> b.beside(network, rewritten, model.bytes())),
                reference.words(computed),
                source.inputs().words());
    }

    /**
     * The tolerance for a written file: Deeplearning4j keeps variances as logarithms, so that last digits of its archives
     * differ, and SameDiff has other kernels.
     */
    private static double tolerance(Path target) {
        return ResultFormat.of(target).equals(Optional.of(ResultFormat.ONNX))
                ? ParityCheck.SAME_RUNTIME
                : ParityCheck.TOLERANCE;
    }

    /** The texts to write beside a model, by file. */
    private static Map<Path, String> beside(Path target, String plan, Optional<String> frontier) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(planBeside(target), plan);
        frontier.ifPresent(table -> files.put(frontierBeside(target), table));
        return files;
    }

    /** Writes the model and the files beside it, all or nothing. */
    private static ExportedModel export(
            Map<Path, String> beside, Network network, Path target, Supplier<ExportedModel> export) {
        List<StagedFile> staged = new ArrayList<>();
        try {
            beside.forEach((file, text) -> staged.add(StagedFile.write(file, text.getBytes(StandardCharsets.UTF_8))));
            ExportedModel model = export.get();
            OutputFolder.discard(frontierBeside(target)); // of the model that was there before
            staged.forEach(StagedFile::commit);
            if (!network.card().isKnown()) {
                OutputFolder.discard(CardFile.beside(target)); // of the model that was there before
            }
            return model;
        } finally {
            staged.forEach(StagedFile::close);
        }
    }

    /** The file of a model's plan. */
    public static Path planBeside(Path target) {
        return beside(target, ".plan.json");
    }

    /** The file of the frontier of a model that was cut to a budget. */
    public static Path frontierBeside(Path target) {
        return beside(target, ".frontier.csv");
    }

    private static Path beside(Path target, String suffix) {
        return target.resolveSibling(target.getFileName().toString().replaceFirst("\\.(onnx|fb|zip)$", "") + suffix);
    }
}
