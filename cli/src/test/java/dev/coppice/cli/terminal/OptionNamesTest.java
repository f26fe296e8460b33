package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.models.ChangedSetting;
import dev.coppice.models.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionNamesTest {
    /** Text with an option in it. */
    private static final Pattern OPTION = Pattern.compile("\"[^\"]*--[a-z][^\"]*\"");

    /** An option of the converter from TensorFlow. */
    private static final String TF2ONNX = "--output model.onnx";

    /** A message that is kept as the library has it. */
    private static final Pattern CAUGHT = Pattern.compile(
            "catch \\((?:InvalidInputException|ParityException)[^)]* (\\w+)\\) \\{[^}]*\\b\\1\\.getMessage\\(\\)");

    private static final List<String> COMMANDS = List.of("compress", "prune", "analyze", "convert");

    @ParameterizedTest
    @EnumSource
    void every_setting_that_messages_name_is_an_option(Setting setting) {
        String option = OptionNames.OPTIONS.of(setting).split(" ", 2)[0];

        String help = COMMANDS.stream()
                .map(command -> CommandRun.of(command, "--help").out())
                .collect(Collectors.joining());

        assertThat(help).containsPattern("\\Q" + option + "\\E[ =,]");
    }

    @ParameterizedTest
    @CsvSource({
        "retraining.RetrainOptions.length.Epochs.count, --epochs",
        "retraining.RetrainOptions.length.Steps.count, --steps",
        "retraining.RetrainOptions.length, --epochs or --steps",
        "passes.1.LearnedTruncation.length.Epochs.count, --cutoff-epochs",
        "passes.1.LearnedTruncation.length.Steps.count, --cutoff-steps",
        "passes.1.LearnedTruncation.length, --cutoff-epochs or --cutoff-steps",
        "passes.1.LearnedTruncation.penalty, --cutoff-penalty",
        "schedule.CutSchedule.beforeLength.Epochs.count, --before-epochs",
        "schedule.CutSchedule.before.Slimming.strength, --strength",
        "passes.0.ChannelPruning.target.PruningRatio.value, --prune",
        "passes.0.ChannelPruning.limits.LayerLimits.ceiling.PruningRatio.value, --max-ratio",
        "passes.0.ChannelPruning.limits.LayerLimits.pinned.0.Pin.ratio.PruningRatio.value, --pin",
        "passes.0.ChannelPruning.limits.LayerLimits.ignored.1, --ignore",
        "passes.1, '--prune, --budget or --truncate'",
        "retraining.RetrainOptions.augmentation.Augmentation.mirror, mirror"
    })
    void a_changed_setting_has_the_name_of_the_option_that_changes_it(String path, String option) {
        assertThat(OptionNames.OPTIONS.of(new ChangedSetting(path, "1", "2"))).isEqualTo(option);
    }

    @Test
    void messages_of_the_library_name_settings_and_no_options() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : library()) {
            for (String line : Files.readAllLines(file)) {
                if (OPTION.matcher(line.replace(TF2ONNX, "")).find() && !line.contains("tf2onnx")) {
                    found.add(file + ": " + line.strip());
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void messages_that_the_library_catches_are_told_by_the_names_of_whoever_reads_them() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : library()) {
            String text = Files.readString(file);
            if (!file.startsWith("../models") && CAUGHT.matcher(text).find()) {
                found.add(file);
            }
        }

        assertThat(found)
                .as("Progress.told tells a message, InvalidInputException.problem leaves advice out")
                .isEmpty();
    }

    /** The sources of all modules but the command line and the command that starts it on a cluster. */
    private static List<Path> library() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.filter(module -> !module.endsWith("cli") && !module.endsWith("spark"))
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }
}
