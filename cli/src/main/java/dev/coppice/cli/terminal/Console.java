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

    public Console(OutputStream out, PrintStream err, ProgressDisplay display, Cancellation cancellation) {
        this.sent = new ResultStream(out);
        this.out = new PrintStream(sent, false, StandardCharsets.UTF_8);
        this.err = err;
        this.display = display;
        this.cancellation = cancellation;
    }

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
        err.println(message);
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
