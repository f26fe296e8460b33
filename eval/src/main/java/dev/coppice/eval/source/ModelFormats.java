package dev.coppice.eval.source;

import dev.coppice.export.runtime.OnnxShapes;
import dev.coppice.models.dl4j.Dl4jFormat;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.ModelFormat;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.keras.KerasFormat;
import dev.coppice.models.onnx.OnnxFormat;
import dev.coppice.samediff.SameDiffFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The formats of model files that are read. The content of a file tells its format; its name does not matter. */
public final class ModelFormats {
    /** In the order in which they are asked. Each is loaded only then: models are read without libraries of other formats. */
    private static final List<Supplier<ModelFormat>> FORMATS = List.of(
            () -> OnnxFormat.INSTANCE,
            () -> KerasFormat.INSTANCE,
            () -> Dl4jFormat.INSTANCE,
            () -> SameDiffFormat.INSTANCE);

    private ModelFormats() {}

    /**
     * Reads a model file with its card, if it has one. ONNX Runtime tells shapes that no rule tells.
     *
     * @throws dev.coppice.models.InvalidInputException if the file is missing, damaged, of a format that is not read, or holds
     *     what is not supported; it says what the file is and what to do
     */
    public static SourceModel read(Path file) {
        return read(file, ReadOptions.by(new OnnxShapes()));
    }

    /** As {@link #read(Path)}, with options. */
    public static SourceModel read(Path file, ReadOptions options) {
        return of(file).read(file, options);
    }

    /** The format of a file. A file of no known format is left to the reader of ONNX, which says what it is. */
    private static ModelFormat of(Path file) {
        FileHead head = FileHead.of(file);
        return FORMATS.stream()
                .map(Supplier::get)
                .filter(format -> format.isOf(head))
                .findFirst()
                .orElse(OnnxFormat.INSTANCE);
    }
}
