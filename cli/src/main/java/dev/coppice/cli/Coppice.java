package dev.coppice.cli;

import dev.coppice.cli.command.Commands;
import dev.coppice.cli.recipe.RecipeArguments;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.Failure;
import dev.coppice.cli.terminal.Interruption;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.cli.terminal.ProgressDisplay;
import dev.coppice.cli.terminal.TerminalProgress;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command; its subcommands are listed in {@link Commands}. */
@Command(
        name = "coppice",
        description = {
            "Compresses a pretrained segmentation network: it removes channels, lowers the resolution of feature maps,"
                    + " retrains the rest, and writes a smaller ONNX file with a report of accuracy and speed."
        },
        versionProvider = ToolVersion.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed while running, or a promised drop was missed",
            "2:wrong input or usage",
            "130:interrupted"
        })
public final class Coppice implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    private boolean debug;

    /** Only {@link #run} creates one. */
    Coppice() {}

    /** Runs one command, and ends the process with its exit code (see {@link ExitCode}). */
    public static void main(String[] args) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        int columns = Integer.getInteger("coppice.terminal", 0);
        ProgressDisplay display = columns > 0
                ? new TerminalProgress(err, columns, System::nanoTime)
                : new PlainProgress(err, System::nanoTime);
        Cancellation cancellation = new Cancellation();
        Console console = new Console(new FileOutputStream(FileDescriptor.out), err, display, cancellation);
        Interruption interruption = new Interruption(cancellation, display::message);
        interruption.listen();
        int exitCode = run(console, args);
        interruption.workEnded();
        System.exit(cancellation.isRequested() ? ExitCode.INTERRUPTED : exitCode);
    }

    /** Runs one command. A failure becomes one message and an exit code. */
    public static int run(Console console, String... args) {
        Coppice root = new Coppice();
        try {
            CommandLine commandLine = commandLine(root, console, args);
            return console.arrived(commandLine.execute(RecipeArguments.expand(commandLine, console, args)));
        } catch (InvalidInputException | OutOfMemoryError | LinkageError e) {
            return root.report(console, e);
        }
    }

    private static CommandLine commandLine(Coppice root, Console console, String... args) {
        return Commands.addTo(new CommandLine(root), console, args)
                .setOut(new PrintWriter(console.results(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.trouble(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, given) -> refuse(console, problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> root.report(console, problem));
    }

    /** Refuses a call without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int refuse(Console console, ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        console.error(Failure.message(problem));
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        RecipeArguments.recipe(command).problems().forEach(console::error);
        console.error("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.WRONG_INPUT;
    }

    private int report(Console console, Throwable problem) {
        Failure failure = Failure.of(problem);
        if (debug) {
            console.error(failure.message(), problem);
        } else {
            console.error(failure.message());
        }
        return failure.exitCode();
    }
}
