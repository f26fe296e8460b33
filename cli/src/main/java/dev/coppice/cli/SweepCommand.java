package dev.coppice.cli;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.flow.OutputFolder;
import dev.coppice.eval.sweep.FlowCompression;
import dev.coppice.eval.sweep.ParetoPlot;
import dev.coppice.eval.sweep.Sweep;
import dev.coppice.eval.sweep.SweepPoint;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sweep}: every ratio with every grid, and the Pareto front of what comes out. */
@Command(
        name = "sweep",
        description = "Compress with every combination of ratios and grids; goes on where it was stopped.")
final class SweepCommand implements Callable<Integer> {
    private static final String PLOT = "sweep.png";

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "ONNX file.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for sweep.csv and the results.")
    private Path out;

    @Option(
            names = "--prune",
            split = ",",
            defaultValue = PassOptions.NONE,
            paramLabel = "R",
            description = "Ratios, such as none,0.2,0.4.")
    private List<String> prune;

    @Option(
            names = "--truncate",
            split = ",",
            defaultValue = PassOptions.NONE,
            paramLabel = "p/q",
            description = "Grids, such as none,1/2,1/4.")
    private List<String> truncate;

    @Mixin
    private PassOptions passOptions;

    @Mixin
    private ScheduleOptions schedule;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private JsonOption json;

    SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OptionCheck check = recipe.check();
        RetrainOptions retraining = training.changed(RetrainOptions.defaults(), check);
        PassOptions.Passes passes = passOptions.passes(check);
        List<Optional<PruningRatio>> ratios = prune.stream()
                .map(text -> check.accepted("--prune", () -> PassOptions.ratio(text), Optional.<PruningRatio>empty()))
                .toList();
        List<Optional<Grid>> grids = truncate.stream()
                .map(text -> check.accepted("--truncate", () -> PassOptions.grid(text), Optional.<Grid>empty()))
                .toList();
        CutSchedule cuts = schedule.schedule(check);
        check.done();
        Network network = cardOptions.network(model);
        refuseIdleTruncations(network, passes, grids);
        OutputFolder.prepare(out);
        Dataset images = data.open();
        CompressionRequest base = CompressionRequest.of(network, images, out)
                .withFile(model)
                .withSplit(data.split())
                .withRetraining(retraining)
                .withSchedule(cuts)
                .withSeed(training.seed());
        DataOptions.check(images, data.split(), base.trains());
        Basis basis = new Basis(Optional.of(images), training.seed());
        refuseUnknownLayers(network, passes, basis);
        List<SweepRow> rows = sweep(base, passes, basis).run(SweepPoint.product(ratios, grids));
        Path plot = out.resolve(PLOT);
        if (rows.stream().anyMatch(SweepRow::isDone)) {
            ParetoPlot.write(plot, rows);
        }
        SweepTable table = new SweepTable(rows);
        json.print(
                console,
                table::json,
                () -> table.text() + "\n\nresults  " + out.resolve(Sweep.RESULTS) + "\npicture  " + plot);
        return rows.stream().allMatch(SweepRow::isDone) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Sweep sweep(CompressionRequest base, PassOptions.Passes passes, Basis basis) {
        CompressionFlow flow = new CompressionFlow(console.progress(), console.cancellation());
        FlowCompression compression =
                new FlowCompression(flow, base, point -> passes.of(point.prune(), point.truncate(), basis));
        return new Sweep(out, compression, console.progress(), console.cancellation());
    }

    /** So would a pattern that names no layer. */
    private static void refuseUnknownLayers(Network network, PassOptions.Passes passes, Basis basis) {
        passes.channels().pruning(new PruningRatio(0), basis).plan(network);
    }

    /** A region that catches nothing would fail point after point, hours apart. */
    private static void refuseIdleTruncations(Network network, PassOptions.Passes passes, List<Optional<Grid>> grids) {
        grids.stream().flatMap(Optional::stream).distinct().forEach(grid -> passes.truncation(grid)
                .plan(network));
    }
}
