package dev.coppice.export;

import dev.coppice.export.parity.ParityReport;
import java.nio.file.Path;

/**
 * Exported model: a file under its final name.
 *
 * @param file the ONNX file; if the network has a card, it lies beside the file
 * @param bytes size of the ONNX file, in bytes
 * @param parity differences between the file and its reference
 */
public record ExportedModel(Path file, long bytes, ParityReport parity) {}
