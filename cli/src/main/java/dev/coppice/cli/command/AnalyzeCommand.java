package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
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
import dev.coppice.eval.analysis.AnalysisFlow;
import dev.coppice.eval.analysis.AnalysisRequest;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.cutoff.CutoffSettings;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code analyze}: a network's loss and accuracy by spatial frequency. */
@Command(
        name = "analyze",
        description = {
            "Show how loss, IoU and labels are spread over spatial frequencies, and inner tensors "
                    + "with their gradients.",
            "This tells what a coarser grid would cost, and which classes would lose most."
        })
@Example(does = "What a coarser grid would cost", with = "model.onnx --data data --out analysis")
@Example(does = "Quickly, without cut-offs", with = "model.onnx --data data --images 50 --no-cutoffs --out analysis")
@Example(does = "Two inner tensors", with = "model.onnx --data data --tensors enc1,dec1 --out analysis")
final class AnalyzeCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for analysis.json, the page and the pictures.")
    private Path out;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--images",
            defaultValue = "" + Integer.MAX_VALUE,
            paramLabel = "N",
            description = "Images to analyse, evenly spread over the split; at least 1. Default: all.")
    private int images;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--grids",
            split = ",",
            defaultValue = "1/2,1/4,1/8,1/16",
            paramLabel = "p/q",
            description = "Grids to low-pass the logits and single tensors to, and measure, as fractions of their"
                    + " size. Default: ${DEFAULT-VALUE}.")
    private List<String> grids;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--basis",
            paramLabel = "BASIS",
            defaultValue = "dct",
            description = "Frequency transform: ${COMPLETION-CANDIDATES}. The DFT sees a jump at the edges of the"
                    + " picture. Default: ${DEFAULT-VALUE}.")
    private SpectralBasis basis;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--bands",
            paramLabel = "SHAPE",
            defaultValue = "square",
            description = "Shape of the frequency bands: ${COMPLETION-CANDIDATES}. A square band is what a grid keeps."
                    + " Default: ${DEFAULT-VALUE}.")
    private BandShape bands;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--void",
            paramLabel = "KIND",
            defaultValue = "exact",
            description = "Pixels without a label: EXACT leaves them out, FILLED gives them the nearest label."
                    + " Default: ${DEFAULT-VALUE}.")
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
        Optional<CutoffSettings> cutoff = cutoffs.choice(check);
        check.done();
        output.check(AnalysisFlow.outputs(out), false);
        Dataset pictures = data.open();
        Network network = cardOptions.network(model, () -> pictures).body();
        TensorChoice choice = tensors.choice(network);
        AnalysisRequest request = AnalysisRequest.of(network, pictures, out)
                .withImages(data.split(), images, tensors.images())
                .withSpectra(new AnalysisRequest.Spectra(basis, bands, voids, measured))
                .withTensors(choice)
                .withCutoffs(cutoff);
        print(new AnalysisFlow(console.progress(), console.cancellation())
                .run(output.isGiven() ? request.overwriting() : request));
    }

    private void print(Analysis analysis) {
        json.print(
                console,
                () -> AnalysisFiles.json(analysis),
                () -> analysis.sections().stream().map(AnalysisSection::summary).collect(Collectors.joining("\n\n"))
                        + "\n\npage     " + out.resolve(AnalysisFiles.PAGE) + ", " + AnalysisFiles.MARKDOWN
                        + "\nresults  " + out.resolve(AnalysisFiles.JSON));
    }
}
