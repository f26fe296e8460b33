package dev.coppice.models.network;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Meaning of a network's numbers.
 *
 * @param name name of the network
 * @param input size and normalisation
 * @param output the tensor that holds the prediction
 * @param classes class names by index; two names for {@link OutputKind#BINARY_LOGIT}; empty if the meaning of the numbers is
 *     unknown
 */
public record NetworkCard(String name, InputSpec input, OutputSpec output, List<String> classes) {
    /** The number of axes of an image, N×C×H×W. */
    static final int IMAGE_RANK = 4;

    public NetworkCard {
        classes = List.copyOf(classes);
    }

    /**
     * A card that knows only the size of the input, 1×C×H×W. It suffices for planning and rewriting and is never written.
     * For an input that is not an image it knows only the name, and {@link Network#inputShape} takes the size from the
     * graph.
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

    /** This card with the order of axes that the graph's input has in its file. */
    NetworkCard storedAs(Graph graph) {
        boolean last = graph.inputs().stream()
                .anyMatch(i -> i.name().equals(input.name()) && !i.stored().isSame());
        Optional<ImageLayout> layout =
                last ? Optional.of(ImageLayout.NHWC) : input.layout().filter(l -> l == ImageLayout.NCHW);
        return layout.equals(input.layout()) ? this : new NetworkCard(name, input.stored(layout), output, classes);
    }

    /** Whether the card says what the output means. */
    public boolean isKnown() {
        return !classes.isEmpty();
    }

    /** The number of channels of the output tensor. */
    public int outputChannels() {
        return output.kind() == OutputKind.BINARY_LOGIT ? 1 : classes.size();
    }
}
