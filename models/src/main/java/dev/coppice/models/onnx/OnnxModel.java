package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a model file holds.
 *
 * @param file it was read from
 * @param graph at opset 18
 * @param card beside the file or inside it, not yet held against the graph; empty if there is none
 * @param leftOut what the file holds that no output needs, which the graph is without; a sentence a kind
 */
public record OnnxModel(Path file, Graph graph, Optional<NetworkCard> card, List<String> leftOut) {
    public OnnxModel {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The graph with its card.
     *
     * @throws InvalidInputException if there is no card or it disagrees with the graph
     */
    public Network network() {
        return new Network(
                graph,
                card.orElseThrow(() -> new InvalidInputException("Model '" + file
                        + "' has no network card: neither a file '" + CardFile.beside(file) + "' nor metadata '"
                        + OnnxReader.CARD_KEY
                        + "' in the model. Put a card there that says input size, normalisation, output and classes:"
                        + " see README, network cards.")));
    }
}
