package dev.coppice.export;

import dev.coppice.export.parity.ParityReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Exported model: a file under its final name.
 *
 * @param file the ONNX file; if the network has a card, it lies beside the file
 * @param bytes size of the ONNX file, in bytes
 * @param parity differences between the network, in full precision, and its reference
 * @param rounding what rounding weights to half precision changes in the outputs, if they were
 */
public record ExportedModel(Path file, long bytes, ParityReport parity, Optional<ParityReport> rounding) {
    /** The sentence on {@link #rounding}, if there is any. */
    public Optional<String> roundingWords() {
        return rounding.map(report -> "Weights are stored in half precision, which changes the outputs: " + report);
    }
}
