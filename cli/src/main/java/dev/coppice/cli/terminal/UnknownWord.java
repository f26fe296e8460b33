package dev.coppice.cli.terminal;

import dev.coppice.models.NearNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of commands and options that there are none of, with those that were meant. */
public final class UnknownWord {
    private UnknownWord() {}

    /** One sentence for each option that there is none of, or for the first word that is no command or one argument too many. */
    public static String message(UnmatchedArgumentException problem) {
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        List<String> options = problem.getUnmatched().stream()
                .filter(word -> word.startsWith("-"))
                .map(word -> word.split("=", 2)[0])
                .toList();
        if (!options.isEmpty()) {
            return String.join(
                    "\n",
                    options.stream()
                            .map(option -> "There is no option '" + option + "'."
                                    + meant(option, command.optionsMap().keySet()))
                            .toList());
        }
        String word = problem.getUnmatched().get(0);
        Map<String, ?> commands = command.subcommands();
        return commands.isEmpty()
                ? "'" + word + "' is one argument too many."
                : "There is no command '" + word + "'." + meant(word, commands.keySet());
    }

    private static String meant(String word, Collection<String> known) {
        List<String> nearest = NearNames.meant(word, known);
        return nearest.isEmpty() ? "" : " Did you mean " + String.join(" or ", nearest) + "?";
    }
}
