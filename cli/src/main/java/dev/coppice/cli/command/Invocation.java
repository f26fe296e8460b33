package dev.coppice.cli.command;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line that runs this command again. */
final class Invocation {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Invocation() {}

    static String of(CommandSpec command) {
        return "./coppice "
                + command.root().commandLine().getParseResult().originalArgs().stream()
                        .map(Invocation::quoted)
                        .collect(Collectors.joining(" "));
    }

    static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
