package dev.coppice.models.network;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Meaning of a network's numbers.
 *
 * @param name name of the network
 * @param input size and normalisation
 * @param output the tensor that holds the prediction
 * @param classes class names by index; two names for {@link OutputKind#BINARY_LOGIT}; empty if the meaning of the numbers is
 *     unknown
 * @param layout order of the input's axes in the file; empty for N×C×H×W, or if the graph is to tell
 */
public record NetworkCard(
        String name, InputSpec input, OutputSpec output, List<String> classes, Optional<ImageLayout> layout) {
    /** The axes of an input before those of space: batch and channels. */
    static final int SPACE = 2;

    public NetworkCard {
        classes = List.copyOf(classes);
    }

    /** A card of a network whose graph tells the order of its input's axes. */
    public NetworkCard(String name, InputSpec input, OutputSpec output, List<String> classes) {
        this(name, input, output, classes, Optional.empty());
    }

    /**
     * A card that knows only the size of the input, N×C and its space axes. It suffices for planning and rewriting and is
     * never written. For an input without space axes it knows only the name, and {@link Network#inputShape} takes the size from the
     * graph.
     */
    public static NetworkCard unknown(String name, String input, Shape image, String output) {
        boolean isImage = image.rank() > SPACE;
        int channels = isImage ? image.size(1) : 1;
        List<Integer> sizes =
                IntStream.range(SPACE, image.rank()).mapToObj(image::size).toList();
        InputSpec spec = new InputSpec(
                input, sizes, ChannelOrder.RGB, Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
        return new NetworkCard(name, spec, new OutputSpec(output, OutputKind.LOGITS), List.of());
    }

    /**
     * Checks that the network reads pictures.
     *
     * @throws InvalidInputException if its input has another number of space axes than two
     */
    public void requirePictures() {
        if (!input.isPicture()) {
            throw new InvalidInputException("Network '" + name + "' reads " + input.shape(1)
                    + ", and this is for pictures (N×C×H×W). Such networks are trained, evaluated and compressed on data sets"
                    + " of volumes or signals, folders of .npy files; they can be inspected, pruned, compared and timed"
                    + " without data.");
        }
    }

    /** This card with the order of axes that the graph's input has in its file. */
    NetworkCard storedAs(Graph graph) {
        boolean last = graph.inputs().stream()
                .anyMatch(i -> i.name().equals(input.name()) && !i.stored().isSame());
        Optional<ImageLayout> stored = last ? Optional.of(ImageLayout.NHWC) : layout.filter(l -> l == ImageLayout.NCHW);
        return stored.equals(layout) ? this : new NetworkCard(name, input, output, classes, stored);
    }

    /** This card with another task of its output. */
    NetworkCard with(Task task) {
        return task == output.task() ? this : new NetworkCard(name, input, output.with(task), classes, layout);
    }

    /**
     * Checks that the network gives a class for every pixel.
     *
     * @param work what looks at places of a prediction, as the subject of a sentence
     * @throws InvalidInputException if it gives one class for a picture
     */
    public void requirePixels(String work) {
        if (isClassifier()) {
            throw new InvalidInputException("Network '" + name + "' gives one class for a picture. " + work
                    + " looks at the places of a prediction, and this one has none; a classifier can be evaluated, pruned,"
                    + " retrained, swept and reported on.");
        }
    }

    /** Whether the network gives one class for a whole picture. */
    public boolean isClassifier() {
        return output.task() == Task.CLASSIFICATION;
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
