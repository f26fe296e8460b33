package dev.coppice.models.onnx;

import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.FileKind;
import dev.coppice.models.format.ModelFormat;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import java.nio.file.Path;

/** ONNX files as a {@link ModelFormat}. */
public final class OnnxFormat implements ModelFormat {
    /** The format. */
    public static final OnnxFormat INSTANCE = new OnnxFormat();

    private OnnxFormat() {}

    @Override
    public String name() {
        return "ONNX";
    }

    /** ONNX has no sign of its own. Its version comes first in nearly all files; else it is what shows no other sign. */
    @Override
    public boolean isOf(FileHead head) {
        return head.isEmpty() || head.startsWithVersion() || FileKind.of(head).isEmpty();
    }

    /** Whether a file is an ONNX model, as far as its content tells without parsing it. */
    public static boolean holds(Path file) {
        return INSTANCE.isOf(FileHead.of(file));
    }

    @Override
    public SourceModel read(Path file, ReadOptions options) {
        if (options.dequantized()) {
            return OnnxReader.readDequantized(file, options.runtime());
        }
        return options.fillSeed()
                .map(RandomWeights::new)
                .map(weights ->
                        OnnxReader.readModel(file, weights, options.runtime()).withFilled(weights.filled()))
                .orElseGet(() -> OnnxReader.readModel(file, options.runtime()));
    }
}
