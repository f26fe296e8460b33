package dev.coppice.cli;

import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.cutoff.CutoffAnalysis;
import dev.coppice.eval.cutoff.CutoffSection;
import dev.coppice.eval.cutoff.CutoffTolerance;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether cut-offs of tensors are measured, and how. */
final class CutoffOptions {
    @Option(
            names = "--no-cutoffs",
            description = "Do not measure the cut-off of each of the tensors and of the output: a forward pass over"
                    + " --predict-images for several grids each.")
    private boolean skipped;

    @Option(
            names = "--resampling",
            defaultValue = "area",
            paramLabel = "KIND",
            description = "How the low-pass of a cut-off goes down and up: area (default), dct, dft, bilinear or"
                    + " bilinear-align-corners.")
    private String resampling;

    @Mixin
    private DropOptions drop;

    @Option(
            names = "--max-loss-increase",
            paramLabel = "L",
            description =
                    "Nats by which a low-pass may raise the mean cross-entropy, besides --truncate-drop; any unless"
                            + " given.")
    private @Nullable String maxLossIncrease;

    /** Options that were looked at. */
    record Choice(boolean skipped, Resampling kind, CutoffTolerance tolerance, int images) {
        /** Measures into a folder, of the same data as another evaluator. */
        CutoffSection run(Network network, TensorChoice tensors, List<Grid> grids, OnnxEvaluator usual, Folder folder) {
            Dataset subset = new SpreadSubset(usual.data(), images);
            String where = subset.names(usual.split()).size() + " images of " + subset.name() + "/" + usual.split();
            Fingerprint fingerprint = Fingerprint.of("Cutoffs")
                    .with("network", NetworkIdentity.of(network))
                    .with("data", DatasetIdentity.of(subset, usual.split()))
                    .with("resampling", kind.id());
            CutoffAnalysis analysis = new CutoffAnalysis(
                    network,
                    tensors.chosen().stream().map(TensorChoice.Chosen::tensor).toList(),
                    grids,
                    kind,
                    tolerance,
                    new OnnxEvaluator(
                                    subset,
                                    usual.split(),
                                    Progress.SILENT,
                                    folder.console().cancellation())
                            .withLoss(),
                    fingerprint);
            Console console = folder.console();
            return new CutoffSection(analysis.run(folder.path(), console.progress(), console.cancellation()), where);
        }
    }

    /** Where measurements are kept, and who is told. */
    record Folder(Path path, Console console) {}

    /** Reads the options; what is wrong with them is noted. */
    Choice choice(OptionCheck check) {
        Resampling kind = check.accepted("--resampling", () -> Resampling.parse(resampling), Resampling.AREA);
        return new Choice(skipped, kind, tolerance(check), drop.images(check));
    }

    private CutoffTolerance tolerance(OptionCheck check) {
        CutoffTolerance points = CutoffTolerance.ofPoints(drop.allowed(check).points());
        String text = maxLossIncrease;
        return text == null
                ? points
                : check.accepted(
                        "--max-loss-increase",
                        () -> points.withLossIncrease(TargetOptions.number("--max-loss-increase", text)),
                        points);
    }
}
