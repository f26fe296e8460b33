package dev.coppice.eval.promise;

import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.report.Promise;
import dev.coppice.eval.report.Report;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.export.ExportedModel;
import dev.coppice.models.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The final files of a promise run: those of the best round, moved to the folder of the request. */
final class FinalFiles {
    private FinalFiles() {}

    /**
     * Moves them and writes the report with the promise, {@code report.json} last.
     *
     * @throws UncheckedIOException if the folder cannot be written or the disk is full
     */
    static CompressionResult of(CompressionResult round, Promise promise, Path out) {
        List<Path> files = CompressionFlow.outputs(round.folder()).files();
        // an earlier report in the folder does not belong to this run
        CompressionFlow.outputs(out).files().forEach(OutputFolder::discard);
        files.stream().filter(Files::exists).forEach(file -> move(file, out.resolve(file.getFileName())));
        Report report = round.report().with(promise);
        ReportFiles.write(out, report);
        return new CompressionResult(
                round.network(),
                round.plan(),
                report,
                moved(round.model(), out),
                round.copy().map(copy -> moved(copy, out)),
                out);
    }

    private static ExportedModel moved(ExportedModel model, Path out) {
        return new ExportedModel(
                out.resolve(model.file().getFileName()), model.bytes(), model.parity(), model.rounding());
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot move '" + from + "' to '" + to + "': " + FileTrouble.of(e), e);
        }
    }
}
