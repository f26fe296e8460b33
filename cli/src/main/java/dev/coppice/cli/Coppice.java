package dev.coppice.cli;

import dev.coppice.cli.command.Commands;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.HelpLayout;
import dev.coppice.cli.recipe.RecipeArguments;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.Failure;
import dev.coppice.cli.terminal.Interruption;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.cli.terminal.ProgressDisplay;
import dev.coppice.cli.terminal.Screen;
import dev.coppice.cli.terminal.TerminalProgress;
import dev.coppice.cli.terminal.UnknownWord;
import dev.coppice.cli.terminal.Verbosity;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command; its subcommands are listed in {@link Commands}. */
@Command(
        name = "coppice",
        description = {
            "Compresses a pretrained segmentation network: it removes channels, lowers the resolution of feature maps,"
                    + " retrains the rest, and writes a smaller ONNX file with a report of accuracy and speed.",
            "'coppice COMMAND --help' shows examples and options of a command."
        },
        versionProvider = ToolVersion.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        commandListHeading = "%nCommands:%n",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed while running, or a promised drop was missed",
            "2:wrong input or usage",
            "130:interrupted"
        })
@Example(does = "See what it does, on a bundled network", with = "demo")
@Example(does = "Look at your own", with = "inspect model.onnx")
@Example(
        does = "Make it as fast as it goes within one point of mIoU",
        with = "compress model.onnx --data data --out small")
public final class Coppice implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    private boolean debug;

    @Option(
            names = "--quiet",
            scope = ScopeType.INHERIT,
            description = "Show no progress, only results, warnings and errors.")
    private boolean quiet;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show every task with its time, and versions, cores and memory.")
    private boolean verbose;

    /** Only {@link #run} creates one. */
    Coppice() {}

    /** Runs one command, and ends the process with its exit code (see {@link ExitCode}). */
    public static void main(String[] args) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Screen results = Screen.of(Integer.getInteger("coppice.screen", 0), System.getenv());
        Screen troubles = Screen.of(Integer.getInteger("coppice.terminal", 0), System.getenv());
        ProgressDisplay display = troubles.isTerminal()
                ? new TerminalProgress(err, troubles, System::nanoTime)
                : new PlainProgress(err, System::nanoTime);
        Cancellation cancellation = new Cancellation();
        Console console = new Console(
                new FileOutputStream(FileDescriptor.out),
                err,
                display,
                cancellation,
                new Console.Screens(results, troubles));
        Interruption interruption = new Interruption(cancellation, display::message);
        interruption.listen();
        int exitCode = run(console, args);
        interruption.workEnded();
        System.exit(cancellation.isRequested() ? ExitCode.INTERRUPTED : exitCode);
    }

    /** Runs one command. A failure becomes one message and an exit code. */
    public static int run(Console console, String... given) {
        Coppice root = new Coppice();
        String[] args = asked(given);
        try {
            CommandLine commandLine = commandLine(root, console, args);
            return console.arrived(commandLine.execute(RecipeArguments.expand(commandLine, console, args)));
        } catch (InvalidInputException | OutOfMemoryError | LinkageError e) {
            return root.report(console, e);
        }
    }

    /** The arguments, where {@code help} before a command stands for {@code --help} behind it. */
    private static String[] asked(String... given) {
        if (given.length == 0 || !given[0].equals("help")) {
            return given;
        }
        return Stream.concat(Arrays.stream(given).skip(1), Stream.of("--help")).toArray(String[]::new);
    }

    private static CommandLine commandLine(Coppice root, Console console, String... args) {
        CommandLine commandLine = Commands.addTo(new CommandLine(root), console, args)
                .setOut(new PrintWriter(console.results(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.trouble(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, given) -> refuse(console, problem))
                .setExecutionStrategy(parsed -> root.execute(console, parsed))
                .setExecutionExceptionHandler((problem, command, parsed) -> root.report(console, problem))
                .setColorScheme(Help.defaultColorScheme(console.screen().coloured() ? Ansi.ON : Ansi.OFF));
        HelpLayout.addTo(commandLine, console.screen().columns());
        return commandLine;
    }

    private int execute(Console console, ParseResult parsed) {
        if (quiet && verbose) {
            throw new ParameterException(
                    spec.commandLine(), "--quiet and --verbose are both given, expected one of them");
        }
        if (quiet) {
            console.show(Verbosity.QUIET);
        }
        if (verbose) {
            console.show(Verbosity.VERBOSE);
            console.progress().message(ToolVersion.surroundings());
        }
        return new RunLast().execute(parsed);
    }

    /** Without a command, shows where to begin. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int refuse(Console console, ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        console.error(
                problem instanceof UnmatchedArgumentException unmatched
                        ? UnknownWord.message(unmatched)
                        : Failure.message(problem));
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
