package dev.coppice.eval.format;

import dev.coppice.export.CardBeside;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.StagedFile;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.SameDiffFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writing of a network as the file of a SameDiff graph. */
final class SameDiffExport {
    private SameDiffExport() {}

    /**
     * Writes a file, has SameDiff load it and compares it before it has its name. The card goes beside it, if the network has one.
     *
     * @throws dev.coppice.models.InvalidInputException if SameDiff lacks operators of the network; lists all of them
     * @throws dev.coppice.export.ParityException if the file computes something else; no file then has its final name
     */
    static ExportedModel export(Network network, Path target, ParityCheck check) {
        byte[] bytes = SameDiffFile.bytes(network);
        try (StagedFile staged = StagedFile.write(target, bytes)) {
            SameDiffFile written = SameDiffFile.load(read(staged.beside()), network);
            ParityReport parity =
                    check.require(written::run, "'" + target + "' differs from the network it was made of");
            if (network.card().isKnown()) {
                CardBeside.write(target, network.card());
            }
            staged.commit();
            return new ExportedModel(target, bytes.length, parity, Optional.empty());
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "' again: " + FileTrouble.of(e), e);
        }
    }
}
