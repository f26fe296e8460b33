package dev.coppice.eval.sensitivity;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Flow that measures how sensitive each layer is and writes the table and the picture. An interrupted run goes on where it
 * stopped.
 *
 * @param progress is told of every layer
 * @param cancellation is asked before every layer
 */
public record SensitivityFlow(Progress progress, Cancellation cancellation) {
    private static final long SEED = 1;

    /** The files that are written to a folder. */
    public static Outputs outputs(Path out) {
        return Outputs.in(
                out,
                SensitivityAnalysis.RESULTS,
                SensitivityFiles.PAGE,
                SensitivityFiles.TABLE,
                SensitivityFiles.PICTURE);
    }

    /**
     * Carries out a request.
     *
     * @throws dev.coppice.models.InvalidInputException if a picture cannot be used, the original's accuracy leaves nothing
     *     to lose, or existing results have other settings
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; what was measured stays
     */
    public SensitivityResult run(SensitivityRequest request) {
        Dataset subset = new SpreadSubset(request.data(), request.images());
        PictureRoles.of(subset).withMeasured(request.split()).readAll(false);
        SensitivityAnalysis analysis = analysis(request, subset);
        String where = subset.names(request.split()).size() + " images of " + subset.name() + "/" + request.split();
        Path out = request.out();
        Path table = out.resolve(SensitivityAnalysis.RESULTS);
        return OutputFolder.goingOn(outputs(out), request.overwrites(), table, () -> {
            SensitivityResult result = analysis.run(out, progress, cancellation);
            SensitivityFiles.write(out, result, where);
            return result;
        });
    }

    private SensitivityAnalysis analysis(SensitivityRequest request, Dataset subset) {
        Network network = request.network();
        SensitivityRequest.Cuts cuts = request.cuts();
        PassInputs inputs =
                PassInputs.ofWeights(Optional.of(request.data()), SEED, new SearchWatch(progress, cancellation));
        LayerLimits limits = LayerLimits.NONE;
        for (String pattern : cuts.ignored()) {
            limits = limits.ignoring(pattern);
        }
        ChannelPruning pruning = new ChannelPruning(
                new PruningRatio(0), PruningScope.LAYER, cuts.scoring().on(inputs), cuts.widths(), limits);
        Fingerprint fingerprint = Fingerprint.of("Sensitivity")
                .with("network", NetworkIdentity.of(network))
                .with("data", DatasetIdentity.of(subset, request.split()))
                .with("importance", pruning.importance().fingerprint())
                .with("widths", pruning.widths().fingerprint())
                .with("ignored", Fingerprint.texts(limits.ignored()));
        return new SensitivityAnalysis(
                network,
                LayerCuts.of(network, pruning),
                cuts.ratios(),
                new OnnxEvaluator(subset, request.split(), Progress.SILENT, cancellation),
                fingerprint);
    }
}
