package dev.coppice.cli.terminal;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The surroundings of a command: results go to standard output, progress and errors to standard error. It also passes on
 * Ctrl-C.
 *
 * <p>Scripts read results, so nothing else goes to standard output.
 */
public final class Console {
    private final ResultStream sent;
    private final PrintStream out;
    private final PrintStream err;
    private final ProgressDisplay display;
    private final Cancellation cancellation;
    private final Screens screens;

    /** Surroundings without a terminal. */
    public Console(OutputStream out, PrintStream err, ProgressDisplay display, Cancellation cancellation) {
        this(out, err, display, cancellation, new Screens(Screen.NONE, Screen.NONE));
    }

    /**
     * Surroundings whose streams may end in terminals.
     *
     * @param screens what the two streams end in
     */
    public Console(
            OutputStream out, PrintStream err, ProgressDisplay display, Cancellation cancellation, Screens screens) {
        this.sent = new ResultStream(out);
        this.out = new PrintStream(sent, false, StandardCharsets.UTF_8);
        this.err = err;
        this.display = display;
        this.cancellation = cancellation;
        this.screens = screens;
    }

    /**
     * What the standard streams end in.
     *
     * @param out what results go to
     * @param err what progress and errors go to
     */
    public record Screens(Screen out, Screen err) {}

    /** Prints a result, which may have several lines. */
    public void print(String result) {
        display.finish();
        out.println(result);
        out.flush();
    }

    /** The exit code of a command that has printed everything: a failure if the output was not written. */
    public int arrived(int exitCode) {
        out.flush();
        return sent.problem()
                .map(problem -> {
                    error("Results cannot be written to standard output: " + FileTrouble.of(problem) + ".");
                    return exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode;
                })
                .orElse(exitCode);
    }

    /** Prints what went wrong. */
    public void error(String message) {
        display.finish();
        int end = message.indexOf('\n');
        err.println(
                end < 0
                        ? screens.err().red(message)
                        : screens.err().red(message.substring(0, end)) + message.substring(end));
        err.flush();
    }

    /** Prints what went wrong, with the stack trace. */
    public void error(String message, Throwable cause) {
        error(message);
        cause.printStackTrace(err);
        err.flush();
    }

    /** The stream of results, for code that prints by itself, such as the help. */
    public PrintStream results() {
        return out;
    }

    /** What the stream of results ends in. */
    public Screen screen() {
        return screens.out();
    }

    /** Sets how much progress is shown from now on. */
    public void show(Verbosity verbosity) {
        display.show(verbosity);
    }

    /** The stream of errors, for code that prints by itself. */
    public PrintStream trouble() {
        return err;
    }

    /** The progress to give to long work. */
    public Progress progress() {
        return display;
    }

    /** The cancellation to give to long work; Ctrl-C requests it. */
    public Cancellation cancellation() {
        return cancellation;
    }
}
