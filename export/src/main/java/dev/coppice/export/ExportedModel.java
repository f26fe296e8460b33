package dev.coppice.export;

import dev.coppice.export.parity.ParityReport;
import java.nio.file.Path;

/**
 * A model file under its final name.
 *
 * @param file the ONNX file; a card that is known lies beside it
 * @param bytes size of the ONNX file
 * @param parity how far it is from what it should compute
 */
public record ExportedModel(Path file, long bytes, ParityReport parity) {}
