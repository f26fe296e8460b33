package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.command.Commands;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.HelpLayout;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.OptionWords;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.models.measure.Cancellation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** The help of every command. */
class HelpTest {
    private static final Set<String> GENERAL =
            Set.of("--help", "--version", "--debug", "--quiet", "--verbose", "--recipe");

    /** Labels of values that are numbers. */
    private static final Set<String> NUMBERS = Set.of("N", "R", "D", "F", "L", "E", "K", "W", "SHARE", "DECAY");

    private static final Pattern OPTION = Pattern.compile("(\\w*) ?(--[a-z][a-z-]*)");

    private static final Pattern RANGE = Pattern.compile(
            "at least \\d|above 0|in [\\[(]\\d|\\d+ to \\d+|below 100|any number|KIND=AMOUNT",
            Pattern.CASE_INSENSITIVE);

    /** What numbers count or measure. */
    private static final Pattern UNIT = Pattern.compile(
            "pictures?|images?|points?|epochs?|steps?|minutes|share|pixels|threads|seed|passes|channels?|opset|nats|inputs"
                    + "|learning rate|decay|momentum|norm|weight|strength|number that|penalty|processes|logits|difference",
            Pattern.CASE_INSENSITIVE);

    private static CommandLine root() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console =
                new Console(nowhere, nowhere, new PlainProgress(nowhere, System::nanoTime), new Cancellation());
        CommandLine root = Commands.addAll(new CommandLine(new Coppice()), console);
        return root.setCaseInsensitiveEnumValuesAllowed(true);
    }

    static Stream<String> commands() {
        return root().getSubcommands().entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(entry.getKey()),
                        entry.getValue().getSubcommands().keySet().stream()
                                .map(below -> entry.getKey() + " " + below)));
    }

    private static CommandLine command(String name) {
        CommandLine command = root();
        for (String word : name.split(" ", -1)) {
            command = Objects.requireNonNull(command.getSubcommands().get(word), word);
        }
        return command;
    }

    private static List<OptionSpec> options(String name) {
        return command(name).getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
    }

    private static String text(OptionSpec option) {
        return String.join(" ", option.description());
    }

    private static String[] words(String name, Example example) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        Arrays.stream(example.with().split(" > ", -1)[0].split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("\"", ""))
                .forEach(words::add);
        return words.toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_begins_with_three_examples(String name) {
        List<Example> examples = HelpLayout.examples(command(name).getCommandSpec());
        String help = CommandRun.of((Object[]) (name + " --help").split(" ")).out();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (Example example : examples) {
            String line = ("coppice " + name + " " + example.with()).strip();
            assertThat(help.indexOf(line)).as(line).isPositive().isLessThan(help.indexOf("Usage:"));
            assertThat(help.split(Pattern.quote(line + "\n"), -1))
                    .as("once: " + line)
                    .hasSize(2);
        }
    }

    /** The files of examples are not there, so a command that reads them only checks its options. */
    @ParameterizedTest
    @MethodSource("commands")
    void every_example_has_right_options(String name) {
        for (Example example : HelpLayout.examples(command(name).getCommandSpec())) {
            String[] words = words(name, example);
            if (example.with().contains(".onnx ") || example.with().contains("--data data")) {
                CommandRun run = CommandRun.of((Object[]) words);
                assertThat(run.err()).as(String.join(" ", words)).doesNotContain("Wrong options", "--help");
            } else if (!name.equals("sweep merge")) {
                root().parseArgs(words); // would run for long, or write
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_stands_in_a_group(String name) {
        assertThat(options(name))
                .filteredOn(option -> OptionGroup.of(option) == OptionGroup.GENERAL)
                .allMatch(option -> GENERAL.contains(option.longestName()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_value_has_a_label(String name) {
        assertThat(options(name))
                .filteredOn(option -> option.arity().max() > 0)
                .allSatisfy(option ->
                        assertThat(option.paramLabel()).as(option.longestName()).doesNotContain("<"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_says_its_default(String name) {
        assertThat(options(name))
                .filteredOn(option -> !option.required() && option.arity().max() > 0)
                .allSatisfy(option ->
                        assertThat(text(option)).as(option.longestName()).contains("Default:"));
    }

    /** Of the command itself, or of one that is named before it, as in {@code compress --profile}. */
    @ParameterizedTest
    @MethodSource("commands")
    void every_option_that_is_named_is_there(String name) {
        for (OptionSpec option : options(name)) {
            for (MatchResult named : OPTION.matcher(text(option)).results().toList()) {
                String owner = root().getSubcommands().containsKey(named.group(1)) ? named.group(1) : name;
                assertThat(command(owner).getCommandSpec().optionsMap())
                        .as(option.longestName())
                        .containsKey(named.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_number_says_its_range_and_unit(String name) {
        assertThat(options(name)).filteredOn(HelpTest::isNumber).allSatisfy(option -> assertThat(text(option))
                .as(option.longestName())
                .containsPattern(RANGE)
                .containsPattern(UNIT));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_choice_names_what_there_is_to_choose(String name) {
        assertThat(options(name))
                .filteredOn(option -> option.type().isEnum()
                        && option.converters().length == 0
                        && !text(option).contains("${COMPLETION-CANDIDATES}"))
                .allSatisfy(option -> {
                    for (Object constant : option.type().getEnumConstants()) {
                        assertThat(text(option).toLowerCase(Locale.ROOT))
                                .as(option.longestName())
                                .contains(constant.toString().toLowerCase(Locale.ROOT));
                    }
                });
    }

    /** Picocli's script for bash keeps the words of a label once for a command. */
    @ParameterizedTest
    @MethodSource("commands")
    void every_word_of_completion_is_taken_and_stands_below_a_label_of_its_own(String name) {
        List<OptionSpec> choices = options(name).stream()
                .filter(option -> option.completionCandidates() != null)
                .toList();

        assertThat(choices).extracting(OptionSpec::paramLabel).doesNotHaveDuplicates();
        for (OptionSpec option : choices) {
            for (String word : option.completionCandidates()) {
                assertThat(word).as(option.longestName()).doesNotContain(" ");
                assertThat(CommandRun.of((Object[]) (name + " " + option.longestName() + " " + word).split(" "))
                                .err())
                        .as(option.longestName() + " " + word)
                        .doesNotContain("Invalid value", "'" + word + "'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void lines_end_between_words_and_fit_the_terminal(String name) {
        for (int columns : new int[] {60, 80, 200}) {
            CommandLine command = command(name);
            HelpLayout.addTo(command, columns);
            String help = command.getUsageMessage(Help.Ansi.OFF);

            assertThat(help.substring(help.indexOf("Usage:")).lines().skip(1))
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(columns));
            String words = help.replaceAll("\\s+", " ");
            assertThat(options(name))
                    .filteredOn(option -> !text(option).contains("${"))
                    .allSatisfy(option -> assertThat(words)
                            .contains(text(option).replace("%%", "%").replaceAll("\\s+", " ")));
        }
    }

    private static boolean isNumber(OptionSpec option) {
        Class<?>[] types = option.auxiliaryTypes();
        Class<?> type = types[types.length - 1];
        boolean typed = Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class);
        return (typed || NUMBERS.contains(option.paramLabel()))
                && !option.longestName().startsWith("--seed")
                && !option.paramLabel().equals("SEED")
                && !type.isEnum();
    }

    @Test
    void groups_stand_in_the_order_people_need_them() {
        String help = CommandRun.of("compress", "--help").out();

        assertThat(help)
                .containsSubsequence(
                        "\nHow much to keep:\n",
                        "--max-drop",
                        "\nChannels:\n",
                        "\nGrids of feature maps:\n",
                        "\nPlanning:\n",
                        "\nData:\n",
                        "\nNetwork:\n",
                        "\nTraining:\n",
                        "\nOutput:\n",
                        "\nGeneral:\n");
    }

    @Test
    void without_a_command_it_shows_where_to_begin() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("coppice demo", "coppice inspect model.onnx", "Commands:")
                .doesNotContain("\u001b");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void words_that_shells_complete_stand_in_the_help_of_their_option() {
        CommandLine root = root();
        OptionWords.addTo(root);

        List<OptionSpec> checked = optionsWithWords(root);

        assertThat(checked).hasSizeGreaterThan(50);
        for (OptionSpec option : checked) {
            String help = String.join(" ", option.description());
            assertThat(option.completionCandidates())
                    .as(option.longestName())
                    .isNotEmpty()
                    .allMatch(word -> help.contains("${COMPLETION-CANDIDATES}") || help.contains(word));
        }
    }

    private static List<OptionSpec> optionsWithWords(CommandLine command) {
        return Stream.concat(
                        command.getCommandSpec().options().stream()
                                .filter(option -> option.completionCandidates() != null),
                        command.getSubcommands().values().stream().flatMap(below -> optionsWithWords(below).stream()))
                .toList();
    }
}
