package dev.coppice.eval.compression;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.FileBytes;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.flow.RecalibratingEvaluator;
import dev.coppice.eval.flow.RewriteRequest;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.kept.WidthsForm;
import dev.coppice.eval.latency.MachineWidths;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.metric.RememberingEvaluator;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.TrainingFingerprint;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The inputs that passes may use besides the weights.
 *
 * @param data data set with pictures that criteria measure on
 * @param seed seed of the random criterion
 * @param predictor measures the cost of a truncation
 * @param losses pictures that a planner measures losses on; without them weights decide, and grids stay
 * @param files bytes of the original's file; asked for only if a budget is in bytes
 * @param widths staircase of this machine; asked for only if it is needed
 * @param kept figures that others who cut the same network need too
 * @param watch is told how far measurements are, and can interrupt them
 */
@SuppressWarnings("exports") // made by flows, and by the command line where it plans alone
public record PassInputs(
        Optional<Dataset> data,
        long seed,
        Optional<Evaluator> predictor,
        Optional<CalibrationSubset> losses,
        Function<Network, FileBytes> files,
        Supplier<ChannelWidths> widths,
        KeptFigures kept,
        SearchWatch watch) {
    /**
     * Inputs for a cut by weights, with no training to follow.
     *
     * @param data data set for a criterion that measures on pictures
     */
    public static PassInputs ofWeights(Optional<Dataset> data, long seed, SearchWatch watch) {
        return new PassInputs(
                data,
                seed,
                Optional.empty(),
                Optional.empty(),
                FileBytes::of,
                here(watch, KeptFigures.NONE),
                KeptFigures.NONE,
                watch);
    }

    /**
     * Inputs from a request's pictures. Losses are measured on {@link BudgetPlanner#pictures} training pictures.
     * Truncations are measured on pictures of the split that weights are chosen on, as a plan is a choice too. Each network
     * is measured once, with statistics of its own.
     *
     * @param images number of images that truncations are measured on
     * @param kept figures that others who cut the same network need too
     */
    public static PassInputs of(CompressionRequest request, int images, SearchWatch watch, KeptFigures kept) {
        Dataset subset = new SpreadSubset(request.data(), images);
        return new PassInputs(
                Optional.of(request.data()),
                request.seed(),
                Optional.of(measuring(request, subset, request.pictures().selection(), watch, kept)),
                Optional.of(new CalibrationSubset(
                        request.data(),
                        PictureRoles.TRAINING,
                        BudgetPlanner.pictures(request.network().card()))),
                network -> new FileBytes(request.source(), request.metadata(), request.seed(), request.form()),
                here(watch, kept),
                kept,
                watch);
    }

    /** The evaluator of truncations, on all images of the split that accuracy is measured on. */
    public static Evaluator predictor(CompressionRequest request, SearchWatch watch, KeptFigures kept) {
        return measuring(request, request.data(), request.split(), watch, kept);
    }

    /** The same with another seed. */
    public PassInputs withSeed(long changed) {
        return new PassInputs(data, changed, predictor, losses, files, widths, kept, watch);
    }

    /** The same for a network that was read from a file, and results of a form. */
    PassInputs withFiles(RewriteRequest request) {
        FileBytes file = new FileBytes(request.source(), request.metadata(), seed, request.form());
        return new PassInputs(data, seed, predictor, losses, network -> file, widths, kept, watch);
    }

    /** The bytes of the original's file and of files made from it. */
    FileBytes bytes(Network network) {
        return files.apply(network).withSeed(seed);
    }

    /**
     * The predictor, for a pass that needs it.
     *
     * @throws InvalidInputException if there is none
     */
    Evaluator required() {
        return predictor.orElseThrow(
                () -> new InvalidInputException("A truncation that is chosen by its drop measures what each grid costs,"
                        + " and there are no data here. Give a grid such as 1/2, or compress with data."));
    }

    private static Evaluator measuring(
            CompressionRequest request, Dataset pictures, String split, SearchWatch watch, KeptFigures kept) {
        OnnxEvaluator evaluator = new OnnxEvaluator(pictures, split, watch.progress(), watch.cancellation());
        return new RememberingEvaluator(
                new RecalibratingEvaluator(
                        evaluator, request.network(), request.retraining(), request.data(), watch.progress()),
                DatasetIdentity.of(pictures, split),
                kept,
                Fingerprint.of("recalibrated")
                        .with("pictures", DatasetIdentity.of(pictures, split))
                        .with("training", DatasetIdentity.of(request.data(), PictureRoles.TRAINING))
                        .with("original", request.network().graph().hash())
                        .with("retraining", TrainingFingerprint.of(request.retraining())));
    }

    /** The widths of this machine, or of the one that measured them for others. */
    private static Supplier<ChannelWidths> here(SearchWatch watch, KeptFigures kept) {
        return new LazyValue<>(() ->
                kept.get(new WidthsForm(), Fingerprint.of("widths"), () -> MachineWidths.here(watch.cancellation())));
    }
}
