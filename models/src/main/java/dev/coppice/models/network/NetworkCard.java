package dev.coppice.models.network;

import dev.coppice.models.graph.Shape;
import java.util.Collections;
import java.util.List;

/**
 * What a network's numbers mean.
 *
 * @param name of the network
 * @param input size and normalisation
 * @param output which tensor is the prediction
 * @param classes names by index; for {@link OutputKind#BINARY_LOGIT} the two of them; none where nobody knows what the
 *     network's numbers mean
 */
public record NetworkCard(String name, InputSpec input, OutputSpec output, List<String> classes) {
    /** Axes of an image: N×C×H×W. */
    static final int IMAGE_RANK = 4;

    public NetworkCard {
        classes = List.copyOf(classes);
    }

    /**
     * A card that knows nothing but the size of the input, 1×C×H×W: enough to plan and rewrite, and never written. Of an
     * input that is no image it knows the name only, and {@link Network#inputShape} takes its size from the graph.
     */
    public static NetworkCard unknown(String name, String input, Shape image, String output) {
        boolean isImage = image.rank() == IMAGE_RANK;
        int channels = isImage ? image.size(1) : 1;
        InputSpec spec = new InputSpec(
                input,
                isImage ? image.size(2) : 1,
                isImage ? image.size(3) : 1,
                ChannelOrder.RGB,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
        return new NetworkCard(name, spec, new OutputSpec(output, OutputKind.LOGITS), List.of());
    }

    /** Whether it says what the output means. */
    public boolean isKnown() {
        return !classes.isEmpty();
    }

    /** Channels that the output tensor has. */
    public int outputChannels() {
        return output.kind() == OutputKind.BINARY_LOGIT ? 1 : classes.size();
    }
}
