package dev.coppice.eval;

import dev.coppice.compress.plan.LearnedLimit;
import dev.coppice.eval.analysis.Analysis;
import dev.coppice.eval.analysis.AnalysisFlow;
import dev.coppice.eval.analysis.AnalysisRequest;
import dev.coppice.eval.compression.Compression;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.sensitivity.SensitivityFlow;
import dev.coppice.eval.sensitivity.SensitivityRequest;
import dev.coppice.eval.sensitivity.SensitivityResult;
import dev.coppice.eval.sweep.SweepAxes;
import dev.coppice.eval.sweep.SweepFlow;
import dev.coppice.eval.sweep.SweepRequest;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A network with pictures, what is to be cut of it, and how it is retrained. Immutable; each method gives a changed copy.
 * {@link Coppice#on} makes one.
 */
public final class Experiment {
    /** The folder until results are given one. */
    private static final Path NOWHERE = Path.of("");

    private final CompressionRequest base;
    private final CutChoice cut;
    private final Compression run;

    private Experiment(CompressionRequest base, CutChoice cut, Compression run) {
        this.base = base;
        this.cut = cut;
        this.run = run;
    }

    static Experiment of(Network network, Optional<Path> file, CutChoice cut, Dataset data) {
        CompressionRequest request = CompressionRequest.of(network, data, NOWHERE);
        return new Experiment(
                file.map(request::withFile).orElse(request),
                cut,
                new Compression(
                        Progress.SILENT,
                        new Cancellation(),
                        new Checkpointing(Checkpointing.USUAL, Checkpointing.Found.REFUSED)));
    }

    /** The same, retrained for this number of epochs; 0 for no retraining. */
    public Experiment retrain(int epochs) {
        return with(request -> request.withEpochs(epochs));
    }

    /** The same with these retraining options instead of all earlier ones. Their seed does not count: {@link #seed} sets it. */
    public Experiment retrain(RetrainOptions options) {
        return with(request -> request.withRetraining(options));
    }

    /** The same with accuracy measured on another split than the default, {@code val}. */
    public Experiment measuredOn(String split) {
        return with(request -> request.withPictures(request.pictures().withMeasured(split)));
    }

    /** The same with another seed of everything random. */
    public Experiment seed(long seed) {
        return with(request -> request.withSeed(seed));
    }

    /** The same with a change to any setting of the request, such as schedule, teacher or roles of pictures. */
    public Experiment with(UnaryOperator<CompressionRequest> change) {
        return new Experiment(change.apply(base), cut, run);
    }

    /** The same, run with other progress, cancellation or checkpoints, or with results replaced. */
    public Experiment by(Compression changed) {
        return new Experiment(base, cut, changed);
    }

    /**
     * The request for a compression, as yet without passes.
     *
     * @throws InvalidInputException if the request cuts nothing where it should, or the network cannot be trained
     */
    public CompressionRequest request(Path out) {
        cut.check(base.network());
        base.retraining().goal().classWeights().check(base.data().classes());
        return fitted(cut.grid().filter(LearnedLimit.class::isInstance).isPresent())
                .withOut(out);
    }

    /**
     * Runs the whole flow: plans, rewrites, retrains, exports, evaluates and reports.
     *
     * @throws InvalidInputException as {@link Compression#run}
     */
    public CompressionResult compress(Path out) {
        CompressionRequest request = request(out);
        run.checkpointing().refuse(Compression.firstCheckpoint(out, cut));
        return run.run(request, cut);
    }

    /**
     * The request for a sweep.
     *
     * @param axes axes of the sweep; without a criterion or a seed they take those of this experiment
     * @throws InvalidInputException if the network cannot be trained
     */
    public SweepRequest sweepRequest(Path out, SweepAxes axes) {
        base.retraining().goal().classWeights().check(base.data().classes());
        SweepAxes all = axes.orElse(cut.how().channels().scoring().criterion(), base.seed());
        boolean learns = axes.grids().stream().flatMap(Optional::stream).anyMatch(LearnedLimit.class::isInstance);
        return new SweepRequest(
                fitted(learns).withOut(out),
                cut.how(),
                all.points(cut.how().grids()),
                run.checkpointing().overwrites());
    }

    /**
     * Compresses at every point of the axes and draws the Pareto front. The axes alone say how much is cut. An
     * interrupted sweep goes on where it stopped.
     *
     * @throws InvalidInputException as {@link SweepFlow#run}
     */
    public List<SweepRow> sweep(Path out, SweepAxes axes) {
        return new SweepFlow(run.progress(), run.cancellation()).run(sweepRequest(out, axes));
    }

    /**
     * Cuts every layer alone at several ratios and measures the remaining accuracy. Of the limits of layers only those that are ignored count.
     *
     * @throws InvalidInputException as {@link SensitivityFlow#run}
     */
    public SensitivityResult sensitivity(Path out) {
        SensitivityRequest usual = SensitivityRequest.of(base.network(), base.data(), out);
        SensitivityRequest request = usual.withImages(base.split(), usual.images())
                .withCuts(usual.cuts().with(cut.how().channels()));
        return new SensitivityFlow(run.progress(), run.cancellation())
                .run(run.checkpointing().overwrites() ? request.overwriting() : request);
    }

    /**
     * Analyses loss, accuracy and inner maps by frequency.
     *
     * @throws InvalidInputException as {@link AnalysisFlow#run}
     */
    public Analysis analyze(Path out) {
        AnalysisRequest usual = AnalysisRequest.of(base.network(), base.data(), out);
        AnalysisRequest.Images pictures = usual.pictures();
        AnalysisRequest request = usual.withImages(base.split(), pictures.count(), pictures.gradients());
        return new AnalysisFlow(run.progress(), run.cancellation())
                .run(run.checkpointing().overwrites() ? request.overwriting() : request);
    }

    /** The request, with batches of a size that the network takes if it is trained and their size is the default. */
    private CompressionRequest fitted(boolean learns) {
        if (!learns && !base.trains()) {
            return base;
        }
        boolean chosen = base.retraining().pictures().batch()
                != RetrainOptions.defaults().pictures().batch();
        RetrainOptions options =
                chosen ? base.retraining() : TrainingCheck.fitted(base.retraining(), base.network(), run.progress());
        TrainingCheck.trainable(options, base.network());
        return base.withRetraining(options);
    }
}
