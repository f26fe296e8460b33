package dev.coppice.models.keras;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.ConstantCheck;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.ModelFormat;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.keras.layer.LayerException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keras models as a {@link ModelFormat}: archives ({@code .keras}) and HDF5 files ({@code .h5}) of Keras 2 and 3. Pictures are
 * channels last in most of them; they are carried channels first inside, as those of channels-last ONNX files are.
 */
public final class KerasFormat implements ModelFormat {
    /** The format. */
    public static final KerasFormat INSTANCE = new KerasFormat();

    private KerasFormat() {}

    @Override
    public String name() {
        return "Keras";
    }

    @Override
    public boolean isOf(FileHead head) {
        return head.bytes(0x89, 'H', 'D', 'F') || (head.zipHolds("config.json") && head.zipHolds("metadata.json"));
    }

    @Override
    public SourceModel read(Path file, ReadOptions options) {
        try {
            Translated model = ModelTranslation.of(KerasFile.read(file));
            ConstantCheck.check(model.graph(), "Keras model '" + file + "'");
            return SourceModel.of(file, this, model.graph(), model.leftOut());
        } catch (LayerException e) {
            throw new InvalidInputException("Keras model '" + file + "' cannot be read: " + e.getMessage() + ".", e);
        } catch (StackOverflowError e) {
            throw new InvalidInputException(
                    "Keras model '" + file + "' cannot be read: its models are nested too deeply.", e);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "Model file '" + file + "' cannot be read: " + FileTrouble.of(e) + ". Check its permissions.", e);
        }
    }
}
