package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.eval.sweep.MergedSweep;
import dev.coppice.eval.sweep.Sweep;
import dev.coppice.eval.sweep.SweepFlow;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.export.runtime.OnnxShapes;
import dev.coppice.models.format.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code sweep merge}: the tables of a sweep's shards as one. */
@Command(
        name = MergeCommand.NAME,
        description = "Put the tables of a sweep's shards together, and show the Pareto front.")
@Example(does = "Put two shards together", with = "sweep-1 sweep-2 --out sweep")
@Example(does = "Time the front on this machine", with = "sweep-1 sweep-2 --model model.onnx --out sweep")
@Example(does = "Replace an earlier table", with = "sweep-1 sweep-2 --out sweep --overwrite")
final class MergeCommand implements Callable<Integer> {
    static final String NAME = "merge";

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders that the shards wrote to.")
    private List<Path> folders = List.of();

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for sweep.csv, sweep.html and sweep.png.")
    private Path out;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "The original, to time the points on the front with, here and in turns. Default: latencies stay as"
                            + " each shard measured them on its own machine.")
    private @Nullable Path model;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--dequantize",
            description = "With --model: read the original in floating point, as the sweep did. Default: as it is.")
    private boolean dequantize;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OptionCheck check = new OptionCheck();
        check.require(model != null || !dequantize, "--dequantize is given without --model, expected both");
        check.done();
        output.check(SweepFlow.outputs(out), false);
        ReadOptions usual = ReadOptions.by(new OnnxShapes());
        MergedSweep merged = new SweepFlow(console.progress(), console.cancellation())
                .merge(
                        MergedSweep.of(folders),
                        out,
                        Optional.ofNullable(model)
                                .map(file -> ModelFormats.read(file, dequantize ? usual.dequantizing() : usual)),
                        output.isGiven());
        SweepTable table = new SweepTable(merged.metric(), merged.rows(), Optional.empty());
        json.print(console, table::json, () -> table.text() + SweepTable.files(out.resolve(Sweep.RESULTS), true));
        if (!merged.missing().isEmpty()) {
            console.error("Tables of these shards are missing: " + String.join(", ", merged.missing())
                    + ". Merge again when they are there.");
        }
        if (!merged.unfinished().isEmpty()) {
            console.error("These points have no row yet: " + String.join(", ", merged.unfinished())
                    + ". Start their shards again with the same options, and merge when they are done.");
        }
        boolean whole = merged.missing().isEmpty()
                && merged.unfinished().isEmpty()
                && merged.rows().stream().allMatch(SweepRow::isDone);
        return whole ? ExitCode.DONE : ExitCode.FAILED;
    }
}
