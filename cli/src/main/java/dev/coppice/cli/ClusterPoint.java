package dev.coppice.cli;

import dev.coppice.cli.command.PointArguments;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ProgressDisplay;
import dev.coppice.cli.terminal.Verbosity;
import dev.coppice.eval.sweep.PointCommand;
import dev.coppice.eval.sweep.SweepFlow;
import dev.coppice.models.measure.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This command line in a process of a cluster. */
public final class ClusterPoint implements PointCommand {
    /** For {@link java.util.ServiceLoader}. */
    public ClusterPoint() {}

    @Override
    public Optional<String> work(
            List<String> arguments, String point, String identity, Path out, Cancellation cancellation) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream trouble = new PrintStream(said, true, StandardCharsets.UTF_8);
        Console console = new Console(OutputStream.nullOutputStream(), trouble, new Unseen(), cancellation);
        int exitCode = Coppice.run(
                console, PointArguments.of(arguments, point, identity, out).toArray(String[]::new));
        return SweepFlow.hasResult(out, point)
                ? Optional.empty()
                : Optional.of(said.toString(StandardCharsets.UTF_8).strip() + " (exit code " + exitCode + ")");
    }

    /** Progress that nobody sees. */
    private static final class Unseen implements ProgressDisplay {
        @Override
        public void update(String task, long done, long total, String detail) {}

        @Override
        public void message(String line) {}

        @Override
        public void finish() {}

        @Override
        public void show(Verbosity verbosity) {}
    }
}
