package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.plan.PlanReplay;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The option {@code --plan}: it replays an earlier plan, so options that decide what to cut are refused beside it. */
@Grouped(OptionGroup.PLANNING)
public final class PlanOption {
    private static final String NAME = "--plan";

    /** Groups of options that say what is read and written, not what to cut; every other option decides that. */
    private static final Set<OptionGroup> BESIDE = EnumSet.of(
            OptionGroup.MEASURING, OptionGroup.NETWORK, OptionGroup.OUTPUT, OptionGroup.GENERAL, OptionGroup.RUNNING);

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description = "Replay the plan in this file instead of planning. It is the plan.json of an earlier run on"
                    + " the same MODEL. Default: none.")
    private @Nullable Path plan;

    public boolean isGiven() {
        return plan != null;
    }

    /** Notes every option that decides what to cut, if a plan is given. */
    public void check(OptionCheck check, CommandSpec command) {
        if (plan == null) {
            return;
        }
        List<String> idle = command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !BESIDE.contains(OptionGroup.of(option)))
                .map(OptionSpec::longestName)
                .filter(name -> !name.equals(NAME))
                .distinct()
                .toList();
        check.require(
                idle.isEmpty(),
                "--plan replays an earlier plan, but " + String.join(" and ", idle)
                        + " would plan anew, expected one or the other");
    }

    /** The plan to replay; empty if none is given. */
    public Optional<PlanReplay> replay() {
        return Optional.ofNullable(plan).map(file -> new PlanReplay(PlanFile.read(file)));
    }
}
