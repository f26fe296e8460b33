package dev.coppice.cli.terminal;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command talks to: results to standard output, progress and trouble to standard error, and Ctrl-C heard.
 *
 * <p>Results are what scripts read, so nothing else ever goes to standard output.
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

    /** What a command that has printed everything ends with: a failure if it did not arrive. */
    public int arrived(int exitCode) {
        out.flush();
        return sent.problem()
                .map(problem -> {
                    error("Results cannot be written to standard output: " + FileTrouble.of(problem) + ".");
                    return exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode;
                })
                .orElse(exitCode);
    }

    /** Says what went wrong. */
    public void error(String message) {
        display.finish();
        err.println(message);
        err.flush();
    }

    /** Says what went wrong and where in the code. */
    public void error(String message, Throwable cause) {
        error(message);
        cause.printStackTrace(err);
        err.flush();
    }

    /** Where results go; only for what prints by itself, as help does. */
    public PrintStream results() {
        return out;
    }

    /** Where trouble goes; only for what prints by itself. */
    public PrintStream trouble() {
        return err;
    }

    /** To be handed to long work. */
    public Progress progress() {
        return display;
    }

    /** To be handed to long work; requested by Ctrl-C. */
    public Cancellation cancellation() {
        return cancellation;
    }
}
