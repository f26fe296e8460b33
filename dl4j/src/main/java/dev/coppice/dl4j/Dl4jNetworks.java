package dev.coppice.dl4j;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.dl4j.Dl4jFormat;
import dev.coppice.models.dl4j.Dl4jWriter;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** Entry point for people who work in Deeplearning4j. */
@SuppressWarnings("exports") // Deeplearning4j stays on the class path
public final class Dl4jNetworks {
    private Dl4jNetworks() {}

    /**
     * A network of layers with a card that names its input ({@code input}) and its output (its last layer).
     *
     * @throws InvalidInputException naming every layer that cannot be read, or what the card gets wrong
     */
    public static Network network(MultiLayerNetwork layers, NetworkCard card) {
        return archived(layers, file -> read(file, card));
    }

    /**
     * A graph of vertices with a card that names its input and its output.
     *
     * @throws InvalidInputException naming every vertex that cannot be read, or what the card gets wrong
     */
    public static Network network(ComputationGraph graph, NetworkCard card) {
        return archived(graph, file -> read(file, card));
    }

    /**
     * Reads a network of layers, applies passes and gives back a fresh one: the same layers with other sizes and weights. The
     * given network stays as it is.
     *
     * @param passes functions from network to network that keep input and output
     * @throws InvalidInputException as {@link #network}, or if layers cannot say what the passes changed
     */
    public static MultiLayerNetwork rewrite(MultiLayerNetwork layers, NetworkCard card, UnaryOperator<Network> passes) {
        return archived(
                layers,
                file -> restored(
                        rewritten(file, card, passes), again -> MultiLayerNetwork.load(again.toFile(), false)));
    }

    /** As {@link #rewrite(MultiLayerNetwork, NetworkCard, UnaryOperator)}, for a graph of vertices. */
    public static ComputationGraph rewrite(ComputationGraph graph, NetworkCard card, UnaryOperator<Network> passes) {
        return archived(
                graph,
                file -> restored(rewritten(file, card, passes), again -> ComputationGraph.load(again.toFile(), false)));
    }

    private static Network read(Path file, NetworkCard card) {
        SourceModel model = Dl4jFormat.INSTANCE.read(file, ReadOptions.by(RuntimeShapes.NONE));
        return model.withCard(card).network();
    }

    private static byte[] rewritten(Path file, NetworkCard card, UnaryOperator<Network> passes) {
        return Dl4jWriter.archive(passes.apply(read(file, card)).graph(), file);
    }

    /** What is to be done with a file that may fail. */
    @FunctionalInterface
    private interface Loading<T> {
        T from(Path file) throws IOException;
    }

    private static <T> T archived(Model model, Function<Path, T> work) {
        return inFile(file -> {
            ModelSerializer.writeModel(model, file.toFile(), false);
            return work.apply(file);
        });
    }

    private static <T> T restored(byte[] archive, Loading<T> loading) {
        return inFile(file -> loading.from(Files.write(file, archive)));
    }

    private static <T> T inFile(Loading<T> work) {
        try {
            Path file = Files.createTempFile("coppice", ".zip");
            try {
                return work.from(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use a file of its own for a network: " + FileTrouble.of(e), e);
        }
    }
}
