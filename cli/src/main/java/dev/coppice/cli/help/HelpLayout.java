package dev.coppice.cli.help;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The layout of the help: what a command does, examples, the usage with required options only, and options in groups. */
public final class HelpLayout {
    /** The width of what is no terminal. */
    private static final int USUAL = 80;
    /** Picocli lays nothing out in less. */
    private static final int NARROWEST = 55;
    /** Longer lines are hard to read. */
    private static final int WIDEST = 110;

    private static final List<String> SECTIONS = List.of(
            SECTION_KEY_DESCRIPTION,
            SECTION_KEY_SYNOPSIS_HEADING,
            SECTION_KEY_SYNOPSIS,
            SECTION_KEY_PARAMETER_LIST,
            SECTION_KEY_COMMAND_LIST_HEADING,
            SECTION_KEY_COMMAND_LIST,
            SECTION_KEY_OPTION_LIST,
            SECTION_KEY_EXIT_CODE_LIST_HEADING,
            SECTION_KEY_EXIT_CODE_LIST);

    private HelpLayout() {}

    /**
     * Gives a command and all commands below it this layout.
     *
     * @param columns the width of the terminal; 0 if there is none
     */
    public static void addTo(CommandLine command, int columns) {
        command.setUsageHelpWidth(columns == 0 ? USUAL : Math.max(NARROWEST, Math.min(columns - 1, WIDEST)));
        command.setHelpSectionKeys(SECTIONS);
        Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
        sections.put(SECTION_KEY_DESCRIPTION, help -> help.description() + examples(help));
        sections.put(SECTION_KEY_SYNOPSIS, HelpLayout::usage);
        sections.put(
                SECTION_KEY_PARAMETER_LIST,
                help -> ArgumentList.of(help, help.commandSpec().positionalParameters(), shown(help.commandSpec())));
        sections.put(SECTION_KEY_OPTION_LIST, HelpLayout::options);
        command.setHelpSectionMap(sections);
    }

    /** The examples of a command; none for a command without an object. */
    public static List<Example> examples(CommandSpec command) {
        return command.userObject() == null
                ? List.of()
                : List.of(command.userObject().getClass().getAnnotationsByType(Example.class));
    }

    private static String examples(Help help) {
        StringBuilder text = new StringBuilder();
        for (Example example : examples(help.commandSpec())) {
            String line = help.commandSpec().qualifiedName() + " " + example.with();
            text.append(help.createHeading("%n%s:%n", example.does()))
                    .append("  ")
                    .append(line.strip())
                    .append(System.lineSeparator());
        }
        return text.append(System.lineSeparator()).toString();
    }

    /** The usage in one line; the groups show the options that may be left out. */
    private static String usage(Help help) {
        CommandSpec command = help.commandSpec();
        List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        command.positionalParameters()
                .forEach(argument -> words.add(argument.paramLabel() + (several(argument) ? "..." : "")));
        command.options().stream()
                .filter(ArgSpec::required)
                .forEach(option -> words.add(option.longestName() + " " + option.paramLabel()));
        words.add("[OPTIONS]");
        return String.join(" ", words) + System.lineSeparator();
    }

    private static boolean several(ArgSpec argument) {
        return argument.arity().max() > 1;
    }

    private static String options(Help help) {
        Map<OptionGroup, List<OptionSpec>> groups = groups(help.commandSpec());
        StringBuilder text = new StringBuilder();
        groups.forEach((group, options) -> text.append(help.createHeading("%n%s:%n", group.title()))
                .append(ArgumentList.of(help, options, shown(help.commandSpec()))));
        return text.toString();
    }

    /** The arguments of a command that the help shows. */
    private static List<ArgSpec> shown(CommandSpec command) {
        return command.args().stream().filter(argument -> !argument.hidden()).toList();
    }

    /** The visible options of a command by their groups. */
    public static Map<OptionGroup, List<OptionSpec>> groups(CommandSpec command) {
        Map<OptionGroup, List<OptionSpec>> groups = new EnumMap<>(OptionGroup.class);
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> groups.computeIfAbsent(
                        OptionGroup.of(option), group -> new ArrayList<>())
                .add(option));
        return groups;
    }
}
