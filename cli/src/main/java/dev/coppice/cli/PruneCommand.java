package dev.coppice.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.flow.RewriteFlow;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prune}: channels cut, or a plan replayed, without data and without training. A card is welcome but not needed. */
@Command(
        name = "prune",
        description =
                "Cut channels, or replay a plan, and write the smaller model: no data, no training, parity checked on"
                        + " random inputs.")
final class PruneCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "ONNX file.")
    private Path model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The smaller model, NAME.onnx; its plan goes beside, and its card if there is one.")
    private Path out;

    @Mixin
    private TargetOptions target;

    @Mixin
    private PlanOption planned;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with dataset.json, for a criterion that measures on pictures.")
    private @Nullable Path data;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Of the inputs parity is checked on; ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private JsonOption json;

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = recipe.check();
        check.require(out.toString().endsWith(".onnx"), "--out is '" + out + "', expected a name that ends with .onnx");
        ChannelOptions.Choice choice = channels.choice(check);
        check.require(
                target.areGiven() || planned.isGiven(),
                "neither --prune, --macs, --parameters nor --plan is given, expected one");
        Optional<PruningTarget> asked = target.target(check);
        check.require(
                data != null || !choice.needsData(),
                "--criterion measures on pictures and --data is not given, expected a data set or one of "
                        + String.join(", ", Criteria.names()));
        planned.check(check, spec);
        check.done();
        List<CompressionPass> passes = planned.replay()
                .<CompressionPass>map(replay -> replay)
                .or(() -> asked.map(t -> choice.pruning(t, new Basis(pictures(), seed))))
                .map(List::of)
                .orElse(List.of());
        Network network = cardOptions.anyNetwork(model);
        RewriteResult result = RewriteFlow.run(network, passes, out, seed);
        Cost before = Cost.of(network);
        Cost after = Cost.of(result.network());
        json.print(console, () -> json(result, before, after), () -> text(result, before, after));
    }

    private Optional<Dataset> pictures() {
        return Optional.ofNullable(data).map(ImageFolder::open);
    }

    private static ObjectNode json(RewriteResult result, Cost before, Cost after) {
        ObjectNode root = JSON.createObjectNode()
                .put("model", result.model().file().toString())
                .put("bytes", result.model().bytes());
        root.putObject("original").put("macs", before.macs()).put("parameters", before.parameters());
        root.putObject("pruned").put("macs", after.macs()).put("parameters", after.parameters());
        result.plan().decisions().forEach(d -> root.withArray("/decisions")
                .addObject()
                .put("where", d.where())
                .put("changed", d.changed())
                .put("reason", d.reason()));
        return root;
    }

    private static String text(RewriteResult result, Cost before, Cost after) {
        List<String> lines = new ArrayList<>();
        TextTable decisions = new TextTable(2, "layer", "what became of its channels");
        result.plan().decisions().stream()
                .filter(d -> !d.where().equals(ChannelPruning.TARGET))
                .forEach(d -> decisions.row(d.where(), said(d)));
        lines.add(decisions.toString());
        lines.add("");
        lines.add("MACs        " + Figures.count(before.macs()) + " to " + Figures.count(after.macs()) + ", "
                + Figures.share(after.macs(), before.macs()));
        lines.add("parameters  " + Figures.count(before.parameters()) + " to " + Figures.count(after.parameters())
                + ", " + Figures.share(after.parameters(), before.parameters()));
        result.plan().decisions().stream()
                .filter(d -> d.where().equals(ChannelPruning.TARGET))
                .forEach(d -> lines.add("target      " + (d.changed() ? "met: " : "missed: ") + d.reason()));
        lines.add("parity      " + result.model().parity());
        lines.add("model       " + result.model().file() + ", "
                + Figures.bytes(result.model().bytes()));
        lines.add("plan        " + RewriteFlow.planBeside(result.model().file()));
        return String.join("\n", lines);
    }

    private static String said(Decision decision) {
        return decision.changed() ? decision.reason() : "kept: " + decision.reason();
    }
}
