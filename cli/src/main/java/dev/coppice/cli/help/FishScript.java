package dev.coppice.cli.help;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the shell fish, written from the commands and their options. Picocli writes that of bash and zsh. */
public final class FishScript {
    /** The condition of a line without a command yet. */
    private static final String BEFORE = "__fish_use_subcommand";

    private final List<String> lines = new ArrayList<>();
    private final String name;

    private FishScript(String name) {
        this.name = name;
    }

    /** The script for a command and those below it. */
    public static String of(CommandLine root) {
        CommandSpec command = root.getCommandSpec();
        FishScript script = new FishScript(command.name());
        script.lines.add("# Completion of " + command.name() + " for fish: " + command.name()
                + " completion fish > ~/.config/fish/completions/" + command.name() + ".fish");
        script.lines.add("complete -c " + script.name + " -f");
        script.arguments(command, BEFORE);
        script.lines.add(script.line("__fish_seen_subcommand_from help") + " -a "
                + quoted(String.join(" ", root.getSubcommands().keySet())));
        script.below(root, BEFORE);
        return String.join("\n", script.lines);
    }

    /** The commands below one, with all that they take. */
    private void below(CommandLine command, String before) {
        command.getSubcommands().forEach((word, below) -> {
            String summary = first(List.of(below.getCommandSpec().usageMessage().description()));
            lines.add(line(before) + " -a " + word + " -d " + quoted(summary));
            arguments(below.getCommandSpec(), "__fish_seen_subcommand_from " + word);
            below(below, "__fish_seen_subcommand_from " + word);
        });
    }

    private void arguments(CommandSpec command, String seen) {
        for (ArgSpec argument : command.positionalParameters()) {
            lines.add(line(seen) + (isFile(argument) ? " -F" : " -f" + candidates(argument)));
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                lines.add(line(seen) + names(option) + value(option) + " -d "
                        + quoted(first(List.of(option.description()))));
            }
        }
    }

    private String line(String condition) {
        return "complete -c " + name + " -n '" + condition + "'";
    }

    private static String names(OptionSpec option) {
        StringBuilder words = new StringBuilder();
        for (String each : option.names()) {
            words.append(each.startsWith("--") ? " -l " + each.substring(2) : " -s " + each.substring(1));
        }
        return words.toString();
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return isFile(option) ? " -r -F" : " -x" + candidates(option);
    }

    private static boolean isFile(ArgSpec argument) {
        return List.of(argument.type(), argument.auxiliaryTypes()[argument.auxiliaryTypes().length - 1]).stream()
                .anyMatch(type -> type.equals(Path.class) || type.equals(File.class));
    }

    private static String candidates(ArgSpec argument) {
        Iterable<String> all = argument.completionCandidates();
        List<String> words = all == null
                ? List.of()
                : StreamSupport.stream(all.spliterator(), false).toList();
        return words.isEmpty() ? "" : " -a " + quoted(String.join(" ", words));
    }

    /** The first sentence of a description, up to the colon if values are listed behind it. */
    private static String first(List<String> description) {
        String text = description.isEmpty() ? "" : Objects.requireNonNull(description.get(0));
        String sentence = text.split("\\.( |$)", 2)[0].replace("%%", "%");
        int values = sentence.indexOf(": ${");
        return values < 0 ? sentence : sentence.substring(0, values);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
