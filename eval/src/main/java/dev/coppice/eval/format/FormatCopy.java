package dev.coppice.eval.format;

import dev.coppice.eval.output.OutputFolder;
import dev.coppice.export.ExportedModel;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.ParityException;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.SameDiffFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A result in the format that the source has, beside the ONNX file: an archive of Deeplearning4j where its layers can say what
 * changed, else a SameDiff file.
 *
 * @param model the copy; empty if the source is of another format, or none can express the result
 * @param notes what was written, and why not another
 */
public record FormatCopy(Optional<ExportedModel> model, List<String> notes) {
    /** The name of copies without its ending. */
    private static final String NAME = "model";

    /** No copy. */
    public static final FormatCopy NONE = new FormatCopy(Optional.empty(), List.of());

    public FormatCopy {
        notes = List.copyOf(notes);
    }

    /** The names of copies in a folder, whatever the source. */
    public static Stream<String> names() {
        return Stream.of(ResultFormat.values())
                .filter(format -> format != ResultFormat.ONNX)
                .map(FormatCopy::name);
    }

    private static String name(ResultFormat format) {
        return NAME + format.ending();
    }

    /**
     * Writes a copy into the folder of the ONNX file. A copy of an earlier run goes. What cannot be written is no failure: the ONNX
     * file is complete.
     *
     * @param check compares with what the ONNX file was compared with
     */
    public static FormatCopy write(
            Network network, ResultFormat.Origin origin, Path folder, ParityCheck check, Progress progress) {
        names().map(folder::resolve).forEach(OutputFolder::discard);
        List<String> notes = new ArrayList<>();
        for (ResultFormat format : formats(origin.source())) {
            try {
                ExportedModel model = ResultFormat.write(network, origin, folder.resolve(name(format)), check);
                notes.add("'" + name(format) + "' is the same network as " + format.words() + ": " + model.parity()
                        + ".");
                return new FormatCopy(Optional.of(model), notes);
            } catch (InvalidInputException | ParityException e) {
                notes.add("There is no '" + name(format) + "': " + progress.told(e));
            }
        }
        return new FormatCopy(Optional.empty(), notes);
    }

    /** The formats that users of a file want, the best first. */
    private static List<ResultFormat> formats(Optional<Path> source) {
        if (source.filter(ResultFormat::isArchive).isPresent()) {
            return List.of(ResultFormat.DEEPLEARNING4J, ResultFormat.SAMEDIFF);
        }
        boolean isSameDiff =
                source.map(FileHead::of).filter(SameDiffFormat.INSTANCE::isOf).isPresent();
        return isSameDiff ? List.of(ResultFormat.SAMEDIFF) : List.of();
    }
}
