package dev.coppice.models.network;

import java.util.List;

/**
 * What a network's numbers mean.
 *
 * @param name of the network
 * @param input size and normalisation
 * @param output which tensor is the prediction
 * @param classes names by index; for {@link OutputKind#BINARY_LOGIT} the two of them
 */
public record NetworkCard(String name, InputSpec input, OutputSpec output, List<String> classes) {
    public NetworkCard {
        classes = List.copyOf(classes);
    }

    /** Channels that the output tensor has. */
    public int outputChannels() {
        return output.kind() == OutputKind.BINARY_LOGIT ? 1 : classes.size();
    }
}
