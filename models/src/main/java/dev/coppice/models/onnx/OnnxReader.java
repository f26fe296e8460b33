package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.FileLayout;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.GraphAssembly.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reader of ONNX files, opset 7 and up, into graphs at opset 18. It loads no native library. */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * Reads a model file.
     *
     * @throws InvalidInputException if the file is missing, truncated, of another format or inconsistent, or has unsupported
     *     operators; lists all faults of a kind
     */
    public static Graph read(Path file) {
        return read(file, RuntimeShapes.NONE);
    }

    /** As {@link #read(Path)}, with a runtime that tells the shapes of operators without a rule. */
    public static Graph read(Path file, RuntimeShapes runtime) {
        return GraphAssembly.of(ModelFile.read(file), Reading.by(runtime));
    }

    /** Reads a model from memory; {@code origin} names it in messages. External data is refused. */
    public static Graph parse(byte[] model, String origin) {
        return GraphAssembly.of(ModelFile.parse(model, origin), Reading.by(RuntimeShapes.NONE));
    }

    /**
     * Reads a model file with its card, if it has one: {@code NAME.json} beside it, else the card in the file's metadata.
     *
     * @throws InvalidInputException as {@link #read}, or if the card is not valid
     */
    public static SourceModel readModel(Path file) {
        return readModel(file, RuntimeShapes.NONE);
    }

    /** As {@link #readModel(Path)}, with a runtime that tells the shapes of operators without a rule. */
    public static SourceModel readModel(Path file, RuntimeShapes runtime) {
        return assembled(ModelFile.read(file), file, Reading.by(runtime));
    }

    /** As {@link #readModel(Path)}, for a file that may hold an architecture only: random weights replace missing data. */
    public static SourceModel readModel(Path file, RandomWeights weights) {
        return readModel(file, weights, RuntimeShapes.NONE);
    }

    /** As above, with a runtime that tells the shapes of operators without a rule. */
    public static SourceModel readModel(Path file, RandomWeights weights, RuntimeShapes runtime) {
        return assembled(weights.fill(ModelFile.read(file)), file, Reading.by(runtime));
    }

    /**
     * As {@link #readModel(Path)}, with a quantised network in floating point: operators that compute in integers are written
     * with those that do not, quantised weights become their values, and what is quantised on the way keeps the range of its
     * integers and not their steps.
     */
    public static SourceModel readDequantized(Path file, RuntimeShapes runtime) {
        return assembled(ModelFile.read(file), file, new Reading(Optional.empty(), true, runtime));
    }

    /**
     * The bytes of a model file with missing data filled in and external data moved inside, as
     * {@link #readModel(Path, RandomWeights, RuntimeShapes)} reads it.
     */
    public static byte[] filled(Path file, RandomWeights weights) {
        return weights.fill(ModelFile.read(file)).whole().toByteArray();
    }

    /**
     * Reads a model file and its card, see {@link #readModel}.
     *
     * @throws InvalidInputException as {@link #read}, or if there is no card or it disagrees with the graph
     */
    public static Network readNetwork(Path file) {
        return readModel(file).network();
    }

    /** Reads a model file and uses the given card instead of any beside or inside the file. */
    public static Network readNetwork(Path file, NetworkCard card) {
        Reading how = Reading.by(RuntimeShapes.NONE).of(image(card));
        return new Network(FileLayout.fitted(GraphAssembly.of(ModelFile.read(file), how), card), card);
    }

    private static SourceModel assembled(ModelFile model, Path file, Reading how) {
        List<String> leftOut = LiveParts.of(model.proto().getGraph()).leftOut();
        Optional<NetworkCard> card = card(model, file);
        Graph graph = GraphAssembly.of(model, how.of(card.flatMap(OnnxReader::image)));
        return SourceModel.of(file, OnnxFormat.INSTANCE, graph, card, leftOut);
    }

    private static Optional<Shape> image(NetworkCard card) {
        return Optional.of(Shape.of(card.input().height(), card.input().width()));
    }

    private static Optional<NetworkCard> card(ModelFile model, Path file) {
        return CardFile.find(file).or(() -> model.metadata(CardFile.KEY)
                .map(json -> CardFile.parse(json, file + ", metadata " + CardFile.KEY)));
    }
}
