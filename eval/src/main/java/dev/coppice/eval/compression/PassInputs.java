package dev.coppice.eval.compression;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.FileBytes;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.flow.RecalibratingEvaluator;
import dev.coppice.eval.latency.MachineWidths;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.metric.RememberingEvaluator;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What passes may go by besides the weights.
 *
 * @param data with pictures that criteria measure on
 * @param seed of the importance that is random
 * @param predictor measures what a truncation would cost
 * @param losses pictures that a planner measures losses on; without, weights decide and grids stay
 * @param files of an original; asked for only where a budget is in bytes
 * @param widths staircase of this machine; asked for only where it is needed
 * @param watch is told how far measurements are, and interrupts them
 */
@SuppressWarnings("exports") // made by flows, and by the command line where it plans alone
public record PassInputs(
        Optional<Dataset> data,
        long seed,
        Optional<Evaluator> predictor,
        Optional<CalibrationSubset> losses,
        Function<Network, FileBytes> files,
        Supplier<ChannelWidths> widths,
        SearchWatch watch) {
    /**
     * Where weights decide, without any training to come.
     *
     * @param data for a criterion that measures on pictures
     */
    public static PassInputs ofWeights(Optional<Dataset> data, long seed, SearchWatch watch) {
        return new PassInputs(data, seed, Optional.empty(), Optional.empty(), FileBytes::of, here(watch), watch);
    }

    /**
     * Those of a request's pictures: losses on {@value BudgetPlanner#PICTURES} that are trained on, truncations on some of the
     * split that weights are chosen on, each network measured once with statistics of its own: a plan is a choice too.
     *
     * @param images that truncations are measured on
     */
    public static PassInputs of(CompressionRequest request, int images, SearchWatch watch) {
        Dataset subset = new SpreadSubset(request.data(), images);
        return new PassInputs(
                Optional.of(request.data()),
                request.seed(),
                Optional.of(measuring(request, subset, request.pictures().selection(), watch)),
                Optional.of(new CalibrationSubset(request.data(), PictureRoles.TRAINING, BudgetPlanner.PICTURES)),
                network -> new FileBytes(request.source(), request.metadata(), request.seed()),
                here(watch),
                watch);
    }

    /** What measures truncations on all images of the split that accuracy is measured on. */
    public static Evaluator predictor(CompressionRequest request, SearchWatch watch) {
        return measuring(request, request.data(), request.split(), watch);
    }

    /** The same with another seed. */
    public PassInputs withSeed(long changed) {
        return new PassInputs(data, changed, predictor, losses, files, widths, watch);
    }

    /** The same for a network that was read from this file. */
    public PassInputs withFile(OnnxSource model, ModelMetadata metadata) {
        FileBytes file = new FileBytes(model, metadata, seed);
        return new PassInputs(data, seed, predictor, losses, network -> file, widths, watch);
    }

    /** The bytes of an original's file, and of those that are made of it. */
    FileBytes bytes(Network network) {
        return files.apply(network).withSeed(seed);
    }

    /**
     * The predictor, where a pass cannot do without.
     *
     * @throws InvalidInputException if there is none
     */
    Evaluator required() {
        return predictor.orElseThrow(
                () -> new InvalidInputException("A truncation that is chosen by its drop measures what each grid costs,"
                        + " and there are no data here. Give a grid such as 1/2, or compress with data."));
    }

    private static Evaluator measuring(CompressionRequest request, Dataset pictures, String split, SearchWatch watch) {
        OnnxEvaluator evaluator = new OnnxEvaluator(pictures, split, watch.progress(), watch.cancellation());
        return new RememberingEvaluator(
                new RecalibratingEvaluator(
                        evaluator, request.network(), request.retraining(), request.data(), watch.progress()),
                DatasetIdentity.of(pictures, split));
    }

    private static Supplier<ChannelWidths> here(SearchWatch watch) {
        return new LazyValue<>(() -> MachineWidths.here(watch.cancellation()));
    }
}
