package dev.coppice.models.format;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.shape.InputShapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Content of a model file, whatever its format.
 *
 * @param file path of the file
 * @param format name of its format, as {@link ModelFormat#name} gives it
 * @param graph the graph at opset 18
 * @param card the card beside or inside the file, not yet checked against the graph; empty if there is none
 * @param leftOut sentences on what was left out, one per kind
 * @param filled number of weights that the file leaves out and that are random
 */
public record SourceModel(
        Path file, String format, Graph graph, Optional<NetworkCard> card, List<String> leftOut, int filled) {
    /** The axes of an input before those of space: batch and channels. */
    private static final int SPACE = 2;

    public SourceModel {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A model as it was read, with the card beside its file if there is one.
     *
     * @throws InvalidInputException if that card is not valid, or its layout does not fit
     */
    public static SourceModel of(Path file, ModelFormat format, Graph graph, List<String> leftOut) {
        return of(file, format, graph, CardFile.find(file), leftOut);
    }

    /** A model as it was read, in the layout that its card gives. */
    public static SourceModel of(
            Path file, ModelFormat format, Graph graph, Optional<NetworkCard> card, List<String> leftOut) {
        SourceModel plain = new SourceModel(file, format.name(), graph, Optional.empty(), leftOut, 0);
        return card.map(plain::withCard).orElse(plain);
    }

    /** The model with this card instead of its own, read in the layout that the card gives. */
    public SourceModel withCard(NetworkCard changed) {
        return new SourceModel(file, format, FileLayout.fitted(graph, changed), Optional.of(changed), leftOut, filled);
    }

    /**
     * The model read with images in this layout.
     *
     * @param hint what is known of the images, with their layout
     * @throws InvalidInputException if it has no image, or shapes that cannot be told
     */
    public SourceModel in(ImageHint hint) {
        return new SourceModel(file, format, FileLayout.in(graph, hint, name()), card, leftOut, filled);
    }

    /** The model read with images with space axes of these sizes, see {@link FileLayout#at}. */
    public SourceModel at(List<Integer> sizes) {
        return new SourceModel(file, format, FileLayout.at(graph, sizes), card, leftOut, filled);
    }

    /**
     * The model with inputs beside the pictures as constants, which have one number in all places; see {@link FixedInputs}.
     *
     * @param values the numbers by the names of the inputs
     * @throws InvalidInputException listing all names of no such inputs, and numbers that they do not hold
     */
    public SourceModel fixing(Map<String, Double> values) {
        if (values.isEmpty()) {
            return this;
        }
        String image = card.map(c -> c.input().name())
                .orElseGet(() -> InputShapes.image(graph.inputs()).name());
        return new SourceModel(file, format, FixedInputs.of(graph, name(), image, values), card, leftOut, filled);
    }

    /** What people know the model by: the name on its card, or without one that of its file. */
    public String name() {
        return card.map(NetworkCard::name).orElseGet(() -> CardFile.stem(file));
    }

    /** The model with this number of weights that were left out. */
    public SourceModel withFilled(int weights) {
        return new SourceModel(file, format, graph, card, leftOut, weights);
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
                        + CardFile.KEY
                        + "' in the model. Put a card there that says input size, normalisation, output and classes:"
                        + " see docs/cards.md.")));
    }

    /**
     * The graph with its card, or without a card with one that knows only the input size. That is enough to cut channels.
     *
     * @param image shape of the input, if there is no card
     * @throws InvalidInputException if the card disagrees with the graph
     */
    public Network network(Shape image) {
        return new Network(
                graph,
                card.orElseGet(() -> NetworkCard.unknown(
                        name(),
                        InputShapes.image(graph.inputs()).name(),
                        image,
                        graph.outputs().get(0).name())));
    }

    /**
     * The shape of the input for one image, or for the graph's fixed batch.
     *
     * @param size sizes of the space axes (length; height and width; depth, height and width), if the graph does not fix them
     * @throws InvalidInputException if there is no input, or a size stays open or is not the one that the graph fixes
     */
    public Shape image(Optional<List<Integer>> size) {
        List<TensorInfo> inputs = graph.inputs();
        if (inputs.isEmpty()) {
            throw new InvalidInputException("Model '" + file + "' has no input. Export it with one.");
        }
        TensorInfo input = InputShapes.image(inputs);
        List<Dimension> dims = input.dimensions();
        boolean isImage = dims.size() > SPACE;
        if (isImage && size.isPresent() && size.get().size() != dims.size() - SPACE) {
            throw otherAxes(input, size.get());
        }
        if (isImage && size.isPresent() && !fits(dims, size.get())) {
            throw fixed(input, size.get());
        }
        int[] sizes = new int[dims.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = size(dims, axis, size.filter(s -> isImage));
            if (sizes[axis] < 0) {
                throw open(input, isImage);
            }
        }
        return Shape.of(sizes);
    }

    private static int size(List<Dimension> dims, int axis, Optional<List<Integer>> given) {
        if (given.isPresent() && axis >= SPACE) {
            return given.get().get(axis - SPACE);
        }
        return axis == 0 && !dims.get(0).isFixed() ? 1 : dims.get(axis).size();
    }

    private static boolean fits(List<Dimension> dims, List<Integer> given) {
        return IntStream.range(0, given.size())
                .mapToObj(axis -> Map.entry(dims.get(SPACE + axis), given.get(axis)))
                .allMatch(pair -> !pair.getKey().isFixed() || pair.getKey().size() == pair.getValue());
    }

    private InvalidInputException otherAxes(TensorInfo input, List<Integer> size) {
        int axes = input.dimensions().size() - SPACE;
        return new InvalidInputException(names -> "Model '" + file + "' has " + axes
                + " space axes behind batch and channels: " + input + ". " + names.of(Setting.SIZE) + " "
                + text(size) + " gives the size of " + size.size() + ".");
    }

    private InvalidInputException fixed(TensorInfo input, List<Integer> size) {
        return new InvalidInputException(names -> "Model '" + file + "' fixes the size of its input: " + input + ". "
                + names.of(Setting.SIZE) + " " + text(size)
                + " gives another. Leave it out, or export the model with open sizes.");
    }

    private static String text(List<Integer> size) {
        return size.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private InvalidInputException open(TensorInfo input, boolean isImage) {
        return new InvalidInputException(names -> "Model '" + file + "' leaves the size of its input open: " + input
                + ". "
                + (isImage
                        ? "Give it with " + names.of(Setting.SIZE) + ", or a card with " + names.of(Setting.CARD) + "."
                        : "It is no image, so " + names.of(Setting.SIZE)
                                + " says nothing of it: export the model with fixed sizes."));
    }
}
