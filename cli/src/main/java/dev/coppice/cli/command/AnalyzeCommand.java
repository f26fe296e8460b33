package dev.coppice.cli.command;

import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.CutoffOptions;
import dev.coppice.cli.option.DataOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.TensorOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.terminal.Console;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.VoidPixels;
import dev.coppice.eval.analysis.Analysis;
import dev.coppice.eval.analysis.AnalysisFiles;
import dev.coppice.eval.analysis.AnalysisSection;
import dev.coppice.eval.analysis.OutputAnalysis;
import dev.coppice.eval.analysis.tensor.TensorAnalysis;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.cutoff.CutoffAnalysis;
import dev.coppice.eval.flow.Outputs;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze}: where a network's loss and accuracy lie in frequency. */
@Command(
        name = "analyze",
        description =
                "Take loss, IoU and labels apart by frequency, and inner tensors with the gradient of the loss in them: what a"
                        + " coarser grid would cost, and which classes pay.")
final class AnalyzeCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "ONNX file, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for analysis.json, the page and the pictures.")
    private Path out;

    @Option(
            names = "--images",
            defaultValue = "" + Integer.MAX_VALUE,
            paramLabel = "N",
            description = "Images of the split to look at, evenly spread over it; all of them unless given.")
    private int images;

    @Option(
            names = "--grids",
            split = ",",
            defaultValue = "1/2,1/4,1/8,1/16",
            paramLabel = "p/q",
            description =
                    "Grids that the logits, and single tensors, are low-passed to and measured; ${DEFAULT-VALUE}.")
    private List<String> grids;

    @Option(
            names = "--basis",
            defaultValue = "dct",
            description =
                    "Waves: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}. The DFT sees a jump at the picture's edges.")
    private SpectralBasis basis;

    @Option(
            names = "--bands",
            defaultValue = "square",
            description = "Bands: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}. Square is what a grid keeps.")
    private BandShape bands;

    @Option(
            names = "--void",
            defaultValue = "exact",
            description =
                    "Pixels without a label: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}. They count for nothing, or"
                            + " like the nearest label.")
    private VoidPixels voids;

    @Mixin
    private TensorOptions tensors;

    @Mixin
    private CutoffOptions cutoffs;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    AnalyzeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = new OptionCheck();
        List<Grid> measured = grids.stream()
                .map(text -> check.accepted("--grids", () -> Grid.parse(text), Grid.FULL))
                .distinct()
                .toList();
        check.require(
                measured.stream().allMatch(Grid::isUniform),
                "--grids is " + measured + ", expected one fraction for height and width");
        check.require(images >= 1, "--images is " + images + ", expected at least 1");
        tensors.check(check);
        CutoffOptions.Choice cutoff = cutoffs.choice(check);
        check.done();
        Outputs outputs = Outputs.in(out, AnalysisFiles.JSON, AnalysisFiles.MARKDOWN);
        output.check(outputs, false);
        Network network = cardOptions.network(model).body();
        TensorChoice choice = tensors.choice(network);
        Dataset subset = new SpreadSubset(data.open(), images);
        DataOptions.check(PictureRoles.of(subset).withMeasured(data.split()), false);
        print(output.during(outputs, false, out.resolve(CutoffAnalysis.RESULTS), () -> {
            Analysis analysis = new Analysis(
                    network.card().name(),
                    subset.name(),
                    data.split(),
                    subset.names(data.split()).size(),
                    sections(network, subset, choice, measured, cutoff));
            AnalysisFiles.write(out, analysis);
            return analysis;
        }));
    }

    private List<AnalysisSection> sections(
            Network network, Dataset subset, TensorChoice choice, List<Grid> measured, CutoffOptions.Choice cutoff) {
        OnnxEvaluator evaluator = new OnnxEvaluator(subset, data.split(), console.progress(), console.cancellation());
        List<AnalysisSection> sections = new ArrayList<>();
        sections.add(new OutputAnalysis(evaluator, basis, bands, voids, measured).run(OnnxSource.of(network), network));
        if (!choice.chosen().isEmpty()) {
            TensorAnalysis inner = new TensorAnalysis(
                    network, subset, data.split(), tensors.images(), new TensorAnalysis.Waves(basis, bands));
            sections.add(inner.run(choice, console.progress(), console.cancellation()));
        }
        if (!cutoff.skipped()) {
            sections.add(cutoff.run(network, choice, measured, evaluator, new CutoffOptions.Folder(out, console)));
        }
        return sections;
    }

    private void print(Analysis analysis) {
        json.print(
                console,
                () -> AnalysisFiles.json(analysis),
                () -> analysis.sections().stream().map(AnalysisSection::summary).collect(Collectors.joining("\n\n"))
                        + "\n\npage     " + out.resolve(AnalysisFiles.MARKDOWN)
                        + "\nresults  " + out.resolve(AnalysisFiles.JSON));
    }
}
