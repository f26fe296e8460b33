package dev.coppice.models.keras;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.keras.layer.LayerException;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reader of Keras models, {@code .keras} and {@code .h5}, into graphs at opset 18. Pictures are channels last in most of them;
 * they are carried channels first inside, as those of channels-last ONNX files are. It loads no native library.
 */
public final class KerasReader {
    private KerasReader() {}

    /**
     * Reads a model file, with the card beside it if there is one.
     *
     * @throws InvalidInputException if the file is damaged, or has layers or settings that cannot be read
     */
    public static OnnxModel readModel(Path file) {
        Translated model = translated(file);
        OnnxModel plain = new OnnxModel(file, model.graph(), Optional.empty(), model.leftOut());
        Path beside = CardFile.beside(file);
        Optional<NetworkCard> card = Files.exists(beside) ? Optional.of(CardFile.read(beside)) : Optional.empty();
        return card.map(plain::withCard).orElse(plain);
    }

    /** Reads the graph of a model file, see {@link #readModel}. */
    public static Graph read(Path file) {
        return translated(file).graph();
    }

    private static Translated translated(Path file) {
        try {
            return ModelTranslation.of(KerasFile.read(file));
        } catch (LayerException e) {
            throw new InvalidInputException("Keras model '" + file + "' cannot be read: " + e.getMessage() + ".", e);
        } catch (StackOverflowError e) {
            throw new InvalidInputException(
                    "Keras model '" + file + "' cannot be read: its models are nested too deeply.", e);
        }
    }
}
