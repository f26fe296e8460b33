package dev.coppice.cli.option;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.batch.BlockTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words that options take, as shells complete them: in the letters of the help. */
public final class OptionWords {
    /** Words of options that are read as text. Those of other types say them by themselves. */
    private static final Map<String, Supplier<Stream<String>>> OF_TEXTS = Map.of(
            "--scope", () -> Arrays.stream(PruningScope.values()).map(PruningScope::id),
            "--criterion", () -> Stream.concat(Criteria.names().stream(), Criteria.namesOnData().stream()),
            "--before-cut", () -> Sparsity.names().stream(),
            "--truncate-from", () -> Stream.of("decoder", "all"),
            "--resampling", () -> Arrays.stream(Resampling.values()).map(Resampling::id),
            "--block-target", () -> Arrays.stream(BlockTarget.values()).map(BlockTarget::id),
            "--schedule", () -> Arrays.stream(Schedule.Decay.values()).map(Schedule.Decay::id),
            "--weights", () -> Stream.of("fp32", "fp16"));

    private static final String LISTED = "${COMPLETION-CANDIDATES}";

    private OptionWords() {}

    /**
     * Gives options of a command and of those below it their words. It renames the labels of their values, by which a script
     * tells them, so that no two are alike, and is not for a command that shows help.
     */
    public static void addTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            List<String> words = of(option);
            if (!words.isEmpty()) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option)
                        .paramLabel(option.longestName()
                                .substring(2)
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_'))
                        .completionCandidates(words)
                        .build());
            }
        }
        command.getSubcommands().values().forEach(OptionWords::addTo);
    }

    /** The words of an option; none if it takes others than some words. */
    static List<String> of(OptionSpec option) {
        Supplier<Stream<String>> text = OF_TEXTS.get(option.longestName());
        if (text != null) {
            return text.get().toList();
        }
        Iterable<String> own = option.completionCandidates();
        String help = String.join(" ", option.description());
        return own == null
                ? List.of()
                : StreamSupport.stream(own.spliterator(), false)
                        .map(word ->
                                help.contains(LISTED) || help.contains(word) ? word : word.toLowerCase(Locale.ROOT))
                        .toList();
    }
}
