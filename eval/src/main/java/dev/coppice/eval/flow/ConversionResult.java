package dev.coppice.eval.flow;

import dev.coppice.eval.parity.SourceParity;
import dev.coppice.export.ExportedModel;
import java.util.Optional;

/**
 * The result of a conversion.
 *
 * @param model the written file, with its difference from the reference
 * @param source difference between the network as it was read and the file that it was read from; empty if ONNX Runtime does not
 *     run that file
 * @param reference description of the reference, to follow "computes what …"
 * @param inputs description of the inputs that were run
 */
public record ConversionResult(ExportedModel model, Optional<SourceParity> source, String reference, String inputs) {}
