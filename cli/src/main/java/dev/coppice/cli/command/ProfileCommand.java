package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.GridOptions;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.ThreadsOption;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.eval.compression.GridChoice;
import dev.coppice.eval.latency.profile.LatencyProfile;
import dev.coppice.eval.latency.profile.MeasuredProfile;
import dev.coppice.eval.latency.profile.MicroNetwork;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.eval.latency.profile.ProfileKit;
import dev.coppice.eval.output.Outputs;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code profile}: times of the parts of a network, on this machine or another. */
@Command(
        name = "profile",
        description = {
            "Time the parts of a network at several widths and grids, for plans in milliseconds.",
            "Use --out to time this machine, or --kit for another machine with any ONNX Runtime. "
                    + "Plans for this machine make their profile themselves on first use."
        })
@Example(does = "Time this machine", with = "model.onnx --out here.json")
@Example(does = "On all cores", with = "model.onnx --threads all --out here.json")
@Example(does = "Make a kit for a machine without Java", with = "model.onnx --kit kit")
final class ProfileCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "File for the profile of this machine; another machine plans with it by compress --profile FILE."
                            + " Default: none; one of --out and --kit is needed.")
    private @Nullable Path out;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--kit",
            paramLabel = "DIR",
            description = "Folder for a kit, instead of --out: small networks, and a table with an empty column that"
                    + " the other machine fills. Then plan with compress --profile DIR. Default: none.")
    private @Nullable Path kit;

    @Mixin
    private GridOptions grids;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private OutputOption output;

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = recipe.check();
        check.require((out == null) != (kit == null), "--out and --kit: expected one of them");
        int count = threads.count(check);
        GridChoice choice = grids.choice(check);
        check.done();
        Network network = cardOptions.anyNetwork(cardOptions.read(model));
        List<MicroNetwork> rows = LatencySource.rows(network, choice.candidates());
        Path folder = kit;
        if (folder != null) {
            output.check(Outputs.in(folder, ProfileKit.TABLE, ProfileKit.MACHINE, ProfileKit.README), false);
            ProfileKit.write(folder, rows, count, new ProfileKit.Watch(console.progress(), console.cancellation()));
            console.print(rows.size() + " micro-networks in '" + folder + "'; '" + ProfileKit.README
                    + "' there says how to fill '" + ProfileKit.TABLE + "'.");
        } else if (out != null) {
            Path file = out;
            output.check(Outputs.model(file), false);
            console.print(measured(file, rows, count));
        }
    }

    private String measured(Path file, List<MicroNetwork> rows, int count) {
        MeasuredProfile cache = MeasuredProfile.here(count, console.progress(), console.cancellation());
        int missing = cache.profile().missing(rows).size();
        int again = cache.renew(rows);
        cache.require(rows);
        LatencyProfile profile = cache.profile().only(rows);
        ProfileFile.write(file, profile);
        return "profile   " + file + ", " + profile.machine() + "\nrows      "
                + profile.rows().size() + ", of which "
                + (missing + again) + " were timed now"
                + cache.disturbance().map(said -> "\n" + said).orElse("");
    }
}
