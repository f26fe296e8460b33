package dev.coppice.models.dl4j;

import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.ModelFormat;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import java.nio.file.Path;

/** Archives that Deeplearning4j's {@code ModelSerializer} writes. */
public final class Dl4jFormat implements ModelFormat {
    /** The format. */
    public static final Dl4jFormat INSTANCE = new Dl4jFormat();

    private Dl4jFormat() {}

    @Override
    public String name() {
        return "Deeplearning4j";
    }

    @Override
    public boolean isOf(FileHead head) {
        return head.zipHolds(Archive.CONFIGURATION) && head.zipHolds(Archive.COEFFICIENTS);
    }

    @Override
    public SourceModel read(Path file, ReadOptions options) {
        Dl4jReader.Content content = Dl4jReader.read(file);
        return SourceModel.of(file, this, content.graph(), content.remarks());
    }
}
