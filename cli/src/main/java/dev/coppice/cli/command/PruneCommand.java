package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.ChannelOptions;
import dev.coppice.cli.option.FormOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PlanOption;
import dev.coppice.cli.option.PlannerOptions;
import dev.coppice.cli.option.TargetOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.PlanReplay;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.prune.PruningReach;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.Rewriting;
import dev.coppice.eval.flow.RewriteFlow;
import dev.coppice.eval.flow.RewriteRequest;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.eval.flow.RuinousCut;
import dev.coppice.eval.format.ResultFormat;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code prune}: it cuts channels or replays a plan, without training. It needs no card. */
@Command(
        name = "prune",
        description = {
            "Cut channels, or replay a plan, and write the smaller model, without training.",
            "It needs no data, except for criteria that measure on pictures. ONNX Runtime checks "
                    + "the written file on random inputs: it must compute what MODEL does with zeros in the "
                    + "cut channels."
        })
@Example(does = "Remove half of the channels", with = "model.onnx --prune 0.5 --out small.onnx")
@Example(does = "Keep half of the MACs", with = "model.onnx --macs 50% --out small.onnx")
@Example(does = "Replay the plan of an earlier run", with = "model.onnx --plan small.plan.json --out again.onnx")
final class PruneCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "File for the smaller model: NAME.onnx, NAME.fb for SameDiff, or NAME.zip where MODEL is an archive of"
                            + " Deeplearning4j. Its plan is written beside it, and its card if there is one.")
    private Path out;

    @Mixin
    private TargetOptions target;

    @Mixin
    private PlannerOptions planner;

    @Mixin
    private PlanOption planned;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of labelled pictures in any layout (docs/data.md), or street-scenes. Only a --criterion that measures"
                            + " on pictures needs it. Default: none.")
    private @Nullable Path data;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of the random inputs for the comparison, and of --criterion random. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long seed;

    @Grouped(OptionGroup.NETWORK)
    @Option(
            names = "--fill-weights",
            paramLabel = "SEED",
            description = "Seed for random weights in place of those that the file leaves out, where only the"
                    + " architecture matters. Default: missing weights are an error.")
    private @Nullable Long fillWeights;

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private FormOptions form;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = recipe.check();
        checkFiles(check);
        ChannelChoice choice = channels.one(check);
        OnnxForm written = form.form(check);
        check.require(
                target.areGiven() || planner.isGiven() || planned.isGiven(),
                "neither --budget, --prune, --macs, --parameters nor --plan is given, expected one");
        boolean dealt = PlannerOptions.isDealt(choice, true, Stream.empty());
        Optional<PruningTarget> asked = target.target(dealt, check);
        PlannerOptions.Choice plan = planner.choice(target.budget(dealt, check), false, check);
        planner.checkAlone(target, Optional.empty(), check);
        check.require(
                data != null || !choice.scoring().needsData(),
                "--criterion measures on pictures and --data is not given, expected a data set or one of "
                        + String.join(", ", Criteria.names()));
        planned.check(check, spec);
        check.done();
        output.check(RewriteFlow.outputs(out), false);
        ResultFormat.check(out, BundledInputs.file(model), written);
        Optional<Dataset> pictures = pictures();
        SourceModel read = fillWeights == null ? cardOptions.read(model) : cardOptions.read(model, fillWeights);
        Network network = cardOptions.anyNetwork(read, pictures);
        RewriteResult result = rewritten(uncut(network, written), cut(choice, asked, plan), pictures);
        Pruned outcome = new Pruned(
                result,
                Cost.of(network),
                Cost.of(result.network()),
                PruningReach.of(network, result.network()),
                asked,
                read.filled(),
                read.leftOut());
        RuinousCut.sentence(network, result.network()).ifPresent(console.progress()::message);
        json.print(console, outcome::json, outcome::text);
    }

    private RewriteRequest uncut(Network network, OnnxForm written) {
        Optional<Path> file = BundledInputs.file(model);
        ModelMetadata metadata = file.map(ModelMetadata::read).orElse(ModelMetadata.NONE);
        return new RewriteRequest(source(network), network, List.of(), seed, metadata, written, file);
    }

    private void checkFiles(OptionCheck check) {
        check.require(
                !cardOptions.isDequantizing() || fillWeights == null,
                "--dequantize needs all weights and does not go with --fill-weights");
        check.require(
                ResultFormat.of(out).isPresent(),
                "--out is '" + out + "', expected a name that ends with .onnx, .fb or .zip");
    }

    /** Makes the choice of cuts; grids stay, since they cannot be compared without pictures. */
    private static CutChoice cut(ChannelChoice choice, Optional<PruningTarget> asked, PlannerOptions.Choice plan) {
        PassChoice how = PassChoice.USUAL.withChannels(choice).withMachine(plan.machine());
        return new CutChoice(asked, Optional.empty(), plan.budget(), Optional.empty(), false, how);
    }

    private RewriteResult rewritten(RewriteRequest uncut, CutChoice cut, Optional<Dataset> pictures) {
        Optional<PlanReplay> replay = planned.replay();
        if (replay.isPresent()) {
            return RewriteFlow.run(uncut.withPasses(List.of(replay.get())), out, output.isGiven());
        }
        return new Rewriting(console.progress(), console.cancellation(), output.isGiven())
                .run(uncut, cut, pictures, out);
    }

    /** The model that ONNX Runtime compares with: the file, its copy with weights filled in, or the network as it was read. */
    private OnnxSource source(Network network) {
        OnnxSource source = BundledInputs.whole(model, network);
        return fillWeights == null || source.standsIn().isPresent()
                ? source
                : OnnxSource.memory(OnnxReader.filled(model, new RandomWeights(fillWeights)), model.toString());
    }

    private Optional<Dataset> pictures() {
        return Optional.ofNullable(data)
                .map(folder -> BundledInputs.data(folder).orElseGet(() -> DataFolder.open(folder)));
    }
}
