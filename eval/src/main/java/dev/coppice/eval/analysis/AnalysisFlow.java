package dev.coppice.eval.analysis;

import dev.coppice.eval.analysis.output.OutputAnalysis;
import dev.coppice.eval.analysis.tensor.TensorAnalysis;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.cutoff.CutoffAnalysis;
import dev.coppice.eval.cutoff.CutoffSection;
import dev.coppice.eval.cutoff.CutoffSettings;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Flow that analyses a network by frequency, section by section, and writes the findings.
 *
 * @param progress is told how far the flow is
 * @param cancellation asks to stop
 */
public record AnalysisFlow(Progress progress, Cancellation cancellation) {
    /** The files that are written to a folder. */
    public static Outputs outputs(Path out) {
        return Outputs.in(out, AnalysisFiles.JSON, AnalysisFiles.PAGE, AnalysisFiles.MARKDOWN);
    }

    /**
     * Carries out a request. Cut-offs of an interrupted run are kept and continued.
     *
     * @throws dev.coppice.models.InvalidInputException if a picture cannot be used, the network lacks classes of the data,
     *     or the folder holds results
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; measured cut-offs stay
     */
    public Analysis run(AnalysisRequest request) {
        AnalysisRequest.Images pictures = request.pictures();
        String split = pictures.split();
        Dataset subset = new SpreadSubset(pictures.data(), pictures.count());
        PictureRoles.of(subset).withMeasured(split).readAll(false);
        Path cutoffs = request.out().resolve(CutoffAnalysis.RESULTS);
        return OutputFolder.goingOn(outputs(request.out()), request.overwrites(), cutoffs, () -> {
            Analysis analysis = new Analysis(
                    request.network().card().name(),
                    subset.name(),
                    split,
                    subset.names(split).size(),
                    sections(request, subset));
            AnalysisFiles.write(request.out(), analysis);
            return analysis;
        });
    }

    private List<AnalysisSection> sections(AnalysisRequest request, Dataset subset) {
        String split = request.pictures().split();
        Network network = request.network();
        AnalysisRequest.Spectra spectra = request.spectra();
        OnnxEvaluator evaluator = new OnnxEvaluator(subset, split, progress, cancellation);
        List<AnalysisSection> sections = new ArrayList<>();
        sections.add(new OutputAnalysis(evaluator, spectra.basis(), spectra.bands(), spectra.voids(), spectra.grids())
                .run(OnnxSource.of(network), network));
        if (!request.tensors().chosen().isEmpty()) {
            TensorAnalysis inner = new TensorAnalysis(
                    network,
                    subset,
                    split,
                    request.pictures().gradients(),
                    new TensorAnalysis.Waves(spectra.basis(), spectra.bands()));
            sections.add(inner.run(request.tensors(), progress, cancellation));
        }
        request.cutoffs().ifPresent(settings -> sections.add(cutoffs(request, subset, settings)));
        return sections;
    }

    private CutoffSection cutoffs(AnalysisRequest request, Dataset looked, CutoffSettings settings) {
        Network network = request.network();
        String split = request.pictures().split();
        Dataset subset = new SpreadSubset(looked, settings.images());
        String where = subset.names(split).size() + " images of " + subset.name() + "/" + split;
        Fingerprint fingerprint = Fingerprint.of("Cutoffs")
                .with("network", NetworkIdentity.of(network))
                .with("data", DatasetIdentity.of(subset, split))
                .with("resampling", settings.kind().id());
        CutoffAnalysis analysis = new CutoffAnalysis(
                network,
                request.tensors().chosen().stream()
                        .map(TensorChoice.Chosen::tensor)
                        .toList(),
                request.spectra().grids(),
                settings.kind(),
                settings.tolerance(),
                new OnnxEvaluator(subset, split, Progress.SILENT, cancellation).withLoss(),
                fingerprint);
        return new CutoffSection(analysis.run(request.out(), progress, cancellation), where);
    }
}
