package dev.coppice.eval;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.annotation.AnnotationFlow;
import dev.coppice.eval.annotation.AnnotationRequest;
import dev.coppice.eval.annotation.AnnotationResult;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.Rewriting;
import dev.coppice.eval.flow.ConversionFlow;
import dev.coppice.eval.flow.ConversionRequest;
import dev.coppice.eval.flow.ConversionResult;
import dev.coppice.eval.flow.RewriteRequest;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.eval.promise.MaxDrop;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxShapes;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.cost.NodeCost;
import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The front door of the library: a network and what is to be cut of it. Immutable; each method gives a changed copy. {@link
 * #rewrite} cuts without data. {@link #on} adds pictures for everything that needs them:
 *
 * <pre>{@code
 * CompressionResult result = Coppice.read(Path.of("unet.onnx"))
 *         .prune(0.4)
 *         .truncate("1/2")
 *         .on(Path.of("data/camvid"))
 *         .retrain(10)
 *         .compress(Path.of("out"));
 * }</pre>
 *
 * <p>Each method stands for an option of the command line and has the same default. Both therefore make the same request.
 */
public final class Coppice {
    private static final long SEED = 1;
    private static final Rewriting REWRITING = new Rewriting(Progress.SILENT, new Cancellation(), false);

    private final Network network;
    private final Optional<SourceModel> model;
    private final CutWords words;

    private Coppice(Network network, Optional<SourceModel> model, CutWords words) {
        this.network = network;
        this.model = model;
        this.words = words;
    }

    /**
     * Reads a model file of any format that is read, with its card beside it or inside. Work with pictures needs a card.
     *
     * @throws InvalidInputException if it cannot be read, or leaves the size of its input open and has no card
     */
    public static Coppice read(Path file) {
        return of(ModelFormats.read(file));
    }

    /**
     * The same with a quantised network in floating point, in which its results are written too. They differ from the file by
     * what quantisation rounds.
     *
     * @throws InvalidInputException as {@link #read}
     */
    public static Coppice readDequantized(Path file) {
        return of(ModelFormats.read(file, ReadOptions.by(new OnnxShapes()).dequantizing()));
    }

    private static Coppice of(SourceModel model) {
        Network network = model.card().isPresent() ? model.network() : model.network(model.image(Optional.empty()));
        return new Coppice(network, Optional.of(model), CutWords.NONE);
    }

    /** A network in memory. */
    public static Coppice of(Network network) {
        return new Coppice(network, Optional.empty(), CutWords.NONE);
    }

    /**
     * Simplifies labels to blocks, writes them as a data set, and estimates what they are worth.
     *
     * @param side side of a block in pixels
     * @param out a new or empty folder
     * @throws InvalidInputException as {@link AnnotationFlow#run}
     */
    public static AnnotationResult annotate(Dataset data, int side, Path out) {
        return new AnnotationFlow(Progress.SILENT, new Cancellation()).run(AnnotationRequest.of(data, side, out));
    }

    /** The network as it was read. */
    public Network network() {
        return network;
    }

    /** The cost of one picture: MACs, parameters and activations. */
    public Cost cost() {
        return Cost.of(network);
    }

    /** The cost of one picture, operator by operator. */
    public List<NodeCost> layers() {
        return NodeCost.of(network.graph(), network.shapes(network.batch()));
    }

    /** The same with a share of the channels removed over all layers, in [0, 1). */
    public Coppice prune(double share) {
        return with(words.withChannels(new PruningRatio(share)));
    }

    /** The same with maps of the decoder capped at a grid such as {@code 1/2}; {@code 1/1} leaves them as they are. */
    public Coppice truncate(String grid) {
        return with(words.withGrid(new GridLimit(Grid.parse(grid))));
    }

    /** The same with a budget that a planner meets, such as {@code macs=40%} or {@code latency=12ms}. */
    public Coppice to(String budget) {
        return with(words.withBudget(Budget.parse(budget)));
    }

    /** The same, made as fast as it goes within a drop of the mIoU, in points. This is the default where pictures are given. */
    public Coppice losing(double points) {
        return with(words.withPromise(new MaxDrop(points)));
    }

    /** The same with channels scored by a criterion, such as {@code l1} or {@code taylor}. */
    public Coppice criterion(String name) {
        return channels(choice -> choice.withScoring(choice.scoring().withCriterion(name)));
    }

    /** The same with numbers of channels rounded to a multiple instead of to the staircase of this machine. */
    public Coppice round(int multiple) {
        return channels(choice -> choice.withMultiple(multiple));
    }

    /** The same with other settings for the choice of channels and grids. */
    public Coppice with(UnaryOperator<PassChoice> change) {
        return with(words.withHow(change.apply(words.how())));
    }

    /**
     * Cuts without data and without training, and writes the smaller model.
     *
     * @param target file name {@code NAME.onnx}; the plan is written beside it as {@code NAME.plan.json}
     * @throws InvalidInputException if nothing is to be cut, or as {@link Rewriting#run}
     */
    public RewriteResult rewrite(Path target) {
        return REWRITING.run(request(), words.withoutData(), Optional.empty(), target);
    }

    /**
     * The network that {@link #rewrite} would write.
     *
     * @throws InvalidInputException if nothing is to be cut, or as {@link Rewriting#planned}
     */
    public Network rewritten() {
        return REWRITING
                .planned(request(), words.withoutData(), Optional.empty())
                .network();
    }

    /**
     * Writes the network as it was read in another format or form, without any cut, and proves that it computes the same.
     *
     * @param target file name {@code NAME.onnx}, {@code NAME.fb}, or {@code NAME.zip} if Deeplearning4j wrote the model
     * @throws InvalidInputException as {@link ConversionFlow#run}
     */
    public ConversionResult convert(Path target, OnnxForm form) {
        return new ConversionFlow(Progress.SILENT)
                .run(new ConversionRequest(model.map(SourceModel::file), network, form, SEED), target, false);
    }

    private RewriteRequest request() {
        return new RewriteRequest(
                model.map(read -> OnnxSource.whole(read.file(), network)).orElseGet(() -> OnnxSource.of(network)),
                network,
                List.of(),
                SEED,
                model.map(read -> ModelMetadata.read(read.file())).orElse(ModelMetadata.NONE),
                OnnxForm.USUAL,
                model.map(SourceModel::file));
    }

    /**
     * The same with the pictures of a folder.
     *
     * @throws InvalidInputException if the folder is no data set, or the network has no card
     */
    public Experiment on(Path folder) {
        return on(DataFolder.open(folder));
    }

    /**
     * The same with pictures.
     *
     * @throws InvalidInputException if the network has no card
     */
    public Experiment on(Dataset data) {
        Network carded = model.map(SourceModel::network).orElse(network);
        return Experiment.of(carded, model.map(SourceModel::file), cut(), CachedDataset.of(data));
    }

    /** What is cut where there are data. The default is as much as a drop of one point of mIoU allows. */
    public CutChoice cut() {
        return words.cut();
    }

    private Coppice channels(UnaryOperator<ChannelChoice> change) {
        return with(how -> how.withChannels(change.apply(how.channels())));
    }

    private Coppice with(CutWords changed) {
        return new Coppice(network, model, changed);
    }
}
