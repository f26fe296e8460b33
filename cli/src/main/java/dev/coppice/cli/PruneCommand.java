package dev.coppice.cli;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.PruningReach;
import dev.coppice.eval.flow.RewriteFlow;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prune}: channels cut without data and without training. A card is welcome but not needed. */
@Command(
        name = "prune",
        description =
                "Cut channels and write the smaller model: no data, no training, parity checked on random inputs.")
final class PruneCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "ONNX file.")
    private Path model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The smaller model, NAME.onnx; its plan goes beside, and its card if there is one.")
    private Path out;

    @Option(names = "--prune", required = true, paramLabel = "R", description = "Share of the channels to remove.")
    private String prune;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Of the inputs parity is checked on; ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--fill-weights",
            paramLabel = "SEED",
            description = "Fill weights that the file leaves out at random, where only its architecture matters.")
    private @Nullable Long fillWeights;

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private JsonOption json;

    PruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = new OptionCheck();
        check.require(out.toString().endsWith(".onnx"), "--out is '" + out + "', expected a name that ends with .onnx");
        ChannelOptions.Choice choice = channels.choice(check);
        Optional<PruningRatio> ratio = check.accepted(() -> PassOptions.ratio(prune), Optional.empty());
        check.done();
        List<CompressionPass> passes =
                ratio.map(r -> List.<CompressionPass>of(choice.pruning(r))).orElse(List.of());
        Optional<RandomWeights> weights = Optional.ofNullable(fillWeights).map(RandomWeights::new);
        Network network = cardOptions.anyNetwork(
                weights.map(w -> OnnxReader.readModel(model, w)).orElseGet(() -> OnnxReader.readModel(model)));
        RewriteResult result = RewriteFlow.run(network, passes, out, seed);
        Pruned outcome = new Pruned(
                result,
                Cost.of(network),
                Cost.of(result.network()),
                PruningReach.of(network, result.network()),
                ratio.map(PruningRatio::value).orElse(0.0),
                weights.map(RandomWeights::filled).orElse(0));
        json.print(console, outcome::json, outcome::text);
    }
}
