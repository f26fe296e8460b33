package dev.coppice.cli;

import dev.coppice.compress.grid.ReadMaps;
import dev.coppice.compress.plan.MaxDrop;
import dev.coppice.eval.cutoff.CutoffAnalysis;
import dev.coppice.eval.cutoff.CutoffSection;
import dev.coppice.eval.cutoff.CutoffTolerance;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which tensors' cut-offs are measured and how. */
final class CutoffOptions {
    private static final String MAPS = "maps";

    @Option(
            names = "--cutoffs",
            split = ",",
            defaultValue = MAPS,
            paramLabel = "TENSOR",
            description = "Tensors whose cut-off is measured besides the output's: names, maps (default) for all that"
                    + " convolutions read, or none for not even the output.")
    private List<String> tensors;

    @Option(
            names = "--resampling",
            defaultValue = "area",
            paramLabel = "KIND",
            description = "How the low-pass of a cut-off goes down and up: area (default), dct, dft, bilinear or"
                    + " bilinear-align-corners.")
    private String resampling;

    @Mixin
    private DropOptions drop;

    /** Options that were looked at. */
    record Choice(List<String> tensors, Resampling kind, MaxDrop allowed, int images) {
        /** Measures; empty where no cut-off is asked for. */
        Optional<CutoffSection> run(Network network, List<Grid> grids, OnnxEvaluator usual, Path out, Console console) {
            if (tensors.equals(List.of(PassOptions.NONE))) {
                return Optional.empty();
            }
            Dataset subset = new SpreadSubset(usual.data(), images);
            String where = subset.names(usual.split()).size() + " images of " + subset.name() + "/" + usual.split();
            String options = "network=" + network.graph().hash().substring(0, 16) + " card="
                    + CardFile.hash(network.card()).substring(0, 16) + " data=" + where + " kind=" + kind.id();
            CutoffAnalysis analysis = new CutoffAnalysis(
                    network,
                    tensors.equals(List.of(MAPS)) ? ReadMaps.of(network) : tensors,
                    grids,
                    kind,
                    CutoffTolerance.ofPoints(allowed.points()),
                    new OnnxEvaluator(subset, usual.split(), Progress.SILENT, console.cancellation()).withLoss(),
                    options);
            return Optional.of(new CutoffSection(analysis.run(out, console.progress(), console.cancellation()), where));
        }
    }

    /** Reads the options; what is wrong with them is noted. */
    Choice choice(OptionCheck check) {
        Resampling kind = check.accepted("--resampling", () -> Resampling.parse(resampling), Resampling.AREA);
        return new Choice(tensors, kind, drop.allowed(check), drop.images(check));
    }
}
