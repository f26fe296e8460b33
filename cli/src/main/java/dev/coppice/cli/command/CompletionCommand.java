package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.FishScript;
import dev.coppice.cli.option.OptionWords;
import dev.coppice.cli.terminal.Console;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code completion}: a script that completes this command line in a shell. */
@Command(
        name = "completion",
        description = "Print a script that completes commands, options and file names in a shell.")
@Example(does = "In this bash", with = "bash > ~/.coppice.bash && . ~/.coppice.bash")
@Example(does = "In this zsh", with = "zsh > ~/.coppice.zsh && . ~/.coppice.zsh")
@Example(does = "In every fish from now on", with = "fish > ~/.config/fish/completions/coppice.fish")
final class CompletionCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    /** The shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        CommandLine all = Commands.addAll(new CommandLine(spec.root().userObject()), console);
        OptionWords.addTo(all);
        // picocli's script is for bash, and begins by making zsh read it
        console.print(shell == Shell.FISH ? FishScript.of(all) : AutoComplete.bash(all.getCommandName(), all));
    }
}
