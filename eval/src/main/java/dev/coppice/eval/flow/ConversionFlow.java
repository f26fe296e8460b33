package dev.coppice.eval.flow;

import dev.coppice.eval.format.ResultFormat;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.eval.parity.ParityReference;
import dev.coppice.eval.parity.SourceParity;
import dev.coppice.eval.parity.SourceRun;
import dev.coppice.export.CardBeside;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.form.DrawnNumbers;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.RunMemory;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writing of a network in another format or form: ONNX, the file of a SameDiff graph, or the archive of Deeplearning4j that it
 * was read from. The written file is loaded and compared
 * on random inputs before it has its name. It needs no data.
 */
public final class ConversionFlow {
    private final Progress progress;

    /** A flow that tells how far it is. */
    public ConversionFlow(Progress progress) {
        this.progress = progress;
    }

    /**
     * Converts a network.
     *
     * @param target the final name, {@code NAME.onnx}, {@code NAME.fb} or {@code NAME.zip}; the card is written beside it, if there is one. A card
     *     that is there and says the same stays, so that both models may have it
     * @param overwrites whether an existing file may be replaced
     * @throws dev.coppice.models.InvalidInputException if the name has another ending, the form does not go with it or cannot express the network, or
     *     the folder cannot be written
     * @throws dev.coppice.export.ParityException if the file computes something else; nothing is written then
     */
    public ConversionResult run(ConversionRequest request, Path target, boolean overwrites) {
        ResultFormat.check(target, request.file(), request.form());
        Outputs outputs =
                CardBeside.says(target, request.network().card()) ? Outputs.file(target) : Outputs.model(target);
        request.file().ifPresent(file -> {
            outputs.refuse(ModelFiles.of(file));
            outputs.refuse(List.of(CardFile.beside(file)));
        });
        return OutputFolder.during(outputs, overwrites, () -> converted(request, target));
    }

    private ConversionResult converted(ConversionRequest request, Path target) {
        Network network = request.network();
        RunMemory.require(network);
        OnnxSource original = request.source();
        SourceRun run = SourceRun.of(original, network, request.seed());
        Optional<SourceParity> source = original.standsIn().isPresent() ? Optional.empty() : Optional.of(run.parity());
        boolean isOnnx = ResultFormat.of(target).equals(Optional.of(ResultFormat.ONNX));
        try (ParityReference reference = reference(network, isOnnx && source.isEmpty())) {
            ParityCheck check = new ParityCheck(reference, run.inputs().inputs());
            ExportedModel model = written(request, target, check);
            if (!network.card().isKnown()) {
                OutputFolder.discard(CardFile.beside(target)); // of the model that was there before
            }
            boolean engine =
                    isOnnx && source.isEmpty() && reference.withoutSameDiff().isEmpty();
            String words = "the network as it was read does in " + (engine ? "SameDiff" : "ONNX Runtime")
                    + DrawnNumbers.words(network.graph());
            return new ConversionResult(model, source, words, run.inputs().words());
        }
    }

    /** A source that ONNX Runtime does not run is compared in another engine than the one that runs the result. */
    private ParityReference reference(Network network, boolean other) {
        return other ? ParityReference.of(network, false, progress) : ParityReference.inMemory(network);
    }

    private static ExportedModel written(ConversionRequest request, Path target, ParityCheck check) {
        Provenance provenance = Provenance.of(
                        "{}", request.seed(), request.network().graph().hash())
                .from(request.metadata());
        return ResultFormat.write(
                request.network(), new ResultFormat.Origin(request.file(), provenance, request.form()), target, check);
    }
}
