package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.eval.card.InputConvention;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.runtime.OnnxShapes;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.PixelRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say how a model is read and what its numbers mean; they stand for a card, or override one. */
@Grouped(OptionGroup.NETWORK)
public final class CardOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description = "Network card of the model. Default: NAME.json beside MODEL, or the card inside the model.")
    private @Nullable Path card;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SpaceSize.Converter.class,
            description = "Height x width of the input in pixels, such as 360x480; 64 for a signal of that length,"
                    + " 16x64x96 for depth x height x width of a volume. Default: from the card, the"
                    + " graph, or the first picture of the data.")
    private @Nullable SpaceSize size;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Mean of each colour channel, in --order and the range of --pixels, any number; it is"
                    + " subtracted from the pixels. Default: from"
                    + " the card.")
    private List<Double> mean = List.of();

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description =
                    "Standard deviation of each colour channel, in --order, above 0; pixels less their mean are divided"
                            + " by it. Default: from the card.")
    private List<Double> std = List.of();

    @Option(
            names = "--pixels",
            paramLabel = "RANGE",
            converter = PixelRangeConverter.class,
            completionCandidates = PixelRangeConverter.Names.class,
            description = "Pixel range that --mean and --std refer to: 0..255 or 0..1. Default: 0..255.")
    private @Nullable PixelRange pixels;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description = "Order of the input's colour channels: ${COMPLETION-CANDIDATES}. Default: from the card, or"
                    + " RGB.")
    private @Nullable ChannelOrder order;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description =
                    "Order of the input's axes in the file: ${COMPLETION-CANDIDATES}. Default: from the card, or as"
                            + " the graph tells.")
    private @Nullable ImageLayout layout;

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "Names of the classes, in the order of the output's channels; or a text file with a name in"
                    + " each line. Default: from the card, or the class folders of a classifier's data; for train those of"
                    + " the data.")
    private List<String> classes = List.of();

    @Option(
            names = "--centre-crop",
            paramLabel = "SHARE",
            description =
                    "Share of a picture's shorter side that a classifier sees, from the centre, above 0 and at most"
                            + " 1. Default: from the card, or 0.875 (resized to 256, cropped to 224); pictures of the input's"
                            + " size are seen whole.")
    private @Nullable Double centreCrop;

    @Option(
            names = "--output",
            paramLabel = "TENSOR",
            description = "Tensor that holds the prediction: an output, or any tensor that the graph computes."
                    + " Default: from the card, or the only output.")
    private @Nullable String output;

    @Option(
            names = "--dequantize",
            description = "Read a quantised model in floating point; what is written is in floating point too, and"
                    + " differs from MODEL by what quantisation rounds. Default: quantised weights are cut and stay"
                    + " quantised.")
    private boolean dequantize;

    public boolean isDequantizing() {
        return dequantize;
    }

    /** Reads a model file of any format, or the bundled network. */
    public SourceModel read(Path file) {
        ReadOptions usual = ReadOptions.by(new OnnxShapes());
        return read(file, dequantize ? usual.dequantizing() : usual);
    }

    /** The same with random weights in place of those that the file leaves out. It does not go with {@code --dequantize}. */
    public SourceModel read(Path file, long seed) {
        return read(file, ReadOptions.by(new OnnxShapes()).filling(seed));
    }

    private static SourceModel read(Path file, ReadOptions options) {
        return BundledInputs.model(file).orElseGet(() -> ModelFormats.read(file, options));
    }

    /**
     * Reads the model with its card; options override the card.
     *
     * @throws InvalidInputException if card and options together say too little, or disagree with the graph
     */
    public Network network(Path file) {
        return network(read(file), Optional.empty());
    }

    /** The same; without a card, data tell what options and graph leave open, see {@link DataCard}. */
    public Network network(Path file, Supplier<Dataset> pictures) {
        SourceModel read = read(file);
        return network(read, card != null || read.card().isPresent() ? Optional.empty() : Optional.of(pictures.get()));
    }

    /** The same for a network that is trained on labelled data: they name the classes too. */
    public Network trained(Path file, Dataset data) {
        SourceModel model = laidOut(read(file));
        return carded(model, Optional.of(DataCard.naming(model, data)));
    }

    /** The same for a model that was read. */
    public Network network(SourceModel read, Optional<Dataset> pictures) {
        SourceModel model = laidOut(read);
        return carded(model, pictures.map(data -> DataCard.of(model, data)));
    }

    private Network carded(SourceModel model, Optional<DataCard> data) {
        NetworkCard known = card(model, data).orElseThrow(() -> missing(model, data));
        return model.withCard(known).network().requirePicturesAlone("This command");
    }

    /** The model, read in the layout that options or a given card say. */
    public SourceModel laidOut(SourceModel model) {
        SourceModel carded = card == null ? model : model.withCard(CardFile.read(card));
        List<Integer> sizes = size == null ? List.of() : size.sizes();
        if (layout != null) {
            return carded.in(ImageHint.of(layout).sized(sizes));
        }
        return sizes.isEmpty() || carded.card().isPresent() ? carded : carded.at(sizes);
    }

    private InvalidInputException missing(SourceModel model, Optional<DataCard> known) {
        CardDraft blank = CardDraft.blank(model);
        known.ifPresent(data -> data.outline(blank));
        return new InvalidInputException("Model '" + model.file() + "' has no network card: neither a file '"
                + CardFile.beside(model.file()) + "' nor metadata '" + CardFile.KEY
                + "' in the model. A card says what its numbers mean: size and normalisation of the input, the output,"
                + " the classes (docs/cards.md). Put one there, or give "
                + String.join(", ", blank.missing())
                + "; and --order BGR if the input's channels are in that order. Or let it be found on labelled pictures:"
                + " coppice card " + model.file() + " --data " + data());
    }

    /** The data that the command is given, for advice. */
    private String data() {
        OptionSpec option = command.optionsMap().get("--data");
        Path given = option == null ? null : option.getValue();
        return given == null ? "DIR" : given.toString();
    }

    /**
     * The card under a convention. What options leave open comes from the graph and the data, see {@link DataCard}.
     *
     * @throws InvalidInputException if the size or the classes stay open, or the network has another number of classes
     */
    public NetworkCard card(SourceModel model, Optional<Dataset> data, String split, InputConvention convention) {
        Optional<NetworkCard> known = model.card();
        CardDraft draft = known.map(CardDraft::of).orElseGet(() -> CardDraft.blank(model));
        put(draft);
        draft.pixels(PixelRange.BYTES);
        draft.order(convention.order());
        draft.mean(convention.mean());
        draft.std(convention.std());
        if (known.isEmpty()) {
            data.ifPresent(found -> new DataCard(model, found, split, true).complete(draft, ClassNames.of(classes)));
            draft.kind(model.graph());
        }
        return draft.card("options for " + model.file());
    }

    /**
     * The model with its card, or with a card that knows only the size of the input.
     *
     * @throws InvalidInputException if the options give only a part of a card, or the input's size stays open
     */
    public Network anyNetwork(SourceModel read) {
        return anyNetwork(read, Optional.empty());
    }

    /** The same; data tell what options and graph leave open of a card, see {@link DataCard}. */
    public Network anyNetwork(SourceModel read, Optional<Dataset> pictures) {
        SourceModel model = laidOut(read);
        Optional<NetworkCard> known = card(model, pictures.map(data -> DataCard.of(model, data)));
        return known.map(c -> model.withCard(c).network()).orElseGet(() -> model.network(image(model, known)));
    }

    /**
     * The given card, or the model's own, changed by the other options. Empty if there is no card and no option gives
     * normalisation or classes.
     *
     * @throws InvalidInputException if there is no card and the options are too few for one; it lists the missing options
     */
    public Optional<NetworkCard> card(SourceModel model) {
        return card(model, Optional.empty());
    }

    private Optional<NetworkCard> card(SourceModel model, Optional<DataCard> data) {
        Optional<NetworkCard> known = card == null ? model.card() : Optional.of(CardFile.read(card));
        if (known.isEmpty() && mean.isEmpty() && std.isEmpty() && classes.isEmpty()) {
            return Optional.empty();
        }
        CardDraft draft = known.map(CardDraft::of).orElseGet(() -> CardDraft.blank(model));
        put(draft);
        if (known.isEmpty()) {
            data.ifPresent(found -> found.complete(draft, ClassNames.of(classes)));
            draft.kind(model.graph());
        }
        return Optional.of(draft.card("options for " + model.file()));
    }

    private void put(CardDraft draft) {
        Optional.ofNullable(size).map(SpaceSize::sizes).ifPresent(draft::size);
        Optional.ofNullable(order).ifPresent(draft::order);
        Optional.ofNullable(layout).ifPresent(draft::layout);
        Optional.ofNullable(output).ifPresent(draft::output);
        Optional.ofNullable(centreCrop).ifPresent(draft::crop);
        if (pixels != null) {
            draft.pixels(pixels);
        } else if (draft.isPicture() && PixelRange.looksLikeUnits(mean, std)) {
            throw new InvalidInputException("--" + PixelRange.objection(mean, std, range -> "--pixels " + range) + ".");
        }
        draft.mean(mean);
        draft.std(std);
        draft.classes(ClassNames.of(classes));
    }

    /**
     * The shape of the model's input for one image, or for the batch that the graph fixes. Height and width come from the
     * card, else from the graph and {@code --size}.
     *
     * @throws InvalidInputException if height or width stays open
     */
    public Shape image(SourceModel model, Optional<NetworkCard> known) {
        return known.map(found -> new Network(model.graph(), found))
                .map(network -> network.inputShape(network.batch()))
                .orElseGet(() -> model.image(Optional.ofNullable(size).map(SpaceSize::sizes)));
    }
}
