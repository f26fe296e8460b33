package dev.coppice.eval.flow;

import dev.coppice.export.CardBeside;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.OnnxExporter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.Provenance;
import dev.coppice.export.StagedFile;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.RunMemory;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import dev.coppice.samediff.SameDiffFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writing of a network in another format or form: ONNX, the file of a SameDiff graph, or the archive of Deeplearning4j that it
 * was read from. The written file is loaded and compared
 * on random inputs before it has its name. It needs no data.
 */
public final class ConversionFlow {
    /** The ending of names of ONNX files. */
    public static final String ONNX = ".onnx";

    /** The ending of names of SameDiff files. */
    public static final String SAMEDIFF = ".fb";

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
     * @throws InvalidInputException if the name has another ending, the form does not go with it or cannot express the network, or
     *     the folder cannot be written
     * @throws dev.coppice.export.ParityException if the file computes something else; nothing is written then
     */
    public ConversionResult run(ConversionRequest request, Path target, boolean overwrites) {
        check(target, request.form());
        Dl4jExport.check(target, request.file(), request.form());
        Outputs outputs =
                CardBeside.says(target, request.network().card()) ? Outputs.file(target) : Outputs.model(target);
        request.file().ifPresent(file -> {
            outputs.refuse(ModelFiles.of(file));
            outputs.refuse(List.of(CardFile.beside(file)));
        });
        return OutputFolder.during(outputs, overwrites, () -> converted(request, target));
    }

    /**
     * Checks a name and a form before anything is read.
     *
     * @throws InvalidInputException as {@link #run}
     */
    public static void check(Path target, OnnxForm form) {
        String name = target.toString();
        if (!name.endsWith(ONNX) && !name.endsWith(SAMEDIFF) && !Dl4jExport.isArchive(target)) {
            throw new InvalidInputException(
                    names -> names.of(Setting.OUTPUT) + " is '" + target + "', expected a name that ends with " + ONNX
                            + ", " + SAMEDIFF + " or " + Dl4jExport.ARCHIVE + ".");
        }
        if (name.endsWith(SAMEDIFF) && !form.equals(OnnxForm.USUAL)) {
            throw new InvalidInputException("An opset and half precision are forms of ONNX files, and '" + target
                    + "' is to be a SameDiff file. Leave them out.");
        }
    }

    private ConversionResult converted(ConversionRequest request, Path target) {
        Network network = request.network();
        RunMemory.require(network);
        OnnxSource original = request.source();
        RandomInputs.Drawn drawn = RewriteFlow.inputs(network, original, request.seed());
        Optional<SourceParity> source = original.standsIn().isPresent()
                ? Optional.empty()
                : Optional.of(SourceParity.require(original, network, drawn.inputs()));
        boolean isOnnx = target.toString().endsWith(ONNX);
        try (ParityReference reference = reference(network, isOnnx && source.isEmpty())) {
            ParityCheck check = new ParityCheck(reference, drawn.inputs());
            ExportedModel model = written(request, target, check);
            if (!network.card().isKnown()) {
                OutputFolder.discard(CardFile.beside(target)); // of the model that was there before
            }
            boolean engine =
                    isOnnx && source.isEmpty() && reference.withoutSameDiff().isEmpty();
            String words = "the network as it was read does in " + (engine ? "SameDiff" : "ONNX Runtime");
            return new ConversionResult(model, source, words, drawn.words());
        }
    }

    /** A source that ONNX Runtime does not run is compared in another engine than the one that runs the result. */
    private ParityReference reference(Network network, boolean other) {
        return other ? ParityReference.of(network, false, progress) : ParityReference.inMemory(network);
    }

    private static ExportedModel written(ConversionRequest request, Path target, ParityCheck check) {
        if (Dl4jExport.isArchive(target)) {
            return Dl4jExport.export(request.network(), request.file().orElseThrow(), target, check);
        }
        return target.toString().endsWith(ONNX)
                ? onnx(request, target, check)
                : sameDiff(request.network(), target, check);
    }

    private static ExportedModel onnx(ConversionRequest request, Path target, ParityCheck check) {
        Provenance provenance = Provenance.of(
                        "{}", request.seed(), request.network().graph().hash())
                .from(request.metadata());
        return OnnxExporter.export(request.network(), provenance, target, check, request.form());
    }

    private static ExportedModel sameDiff(Network network, Path target, ParityCheck check) {
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
