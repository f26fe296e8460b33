package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.batch.ClassMapping;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Trains a network on the {@code train} split of a data set and keeps the weights that validate best.
 *
 * @param options how
 * @param progress is told of every step
 * @param cancellation ends training after the running step; the result then holds the best weights so far
 * @param change of weights between steps; where there is one, the last weights are kept and not the best
 * @param checkpoints kept along the way; training goes on from one that is there
 */
public record Retrainer(
        RetrainOptions options,
        Progress progress,
        Cancellation cancellation,
        WeightChange change,
        Checkpoints checkpoints) {
    private static final long CACHE_BYTES = 512L << 20;

    /** Without anybody watching. */
    public Retrainer(RetrainOptions options) {
        this(options, Progress.SILENT, new Cancellation());
    }

    /** With nothing but the gradient changing weights. */
    public Retrainer(RetrainOptions options, Progress progress, Cancellation cancellation) {
        this(options, progress, cancellation, WeightChange.NONE);
    }

    /** Without checkpoints. */
    public Retrainer(RetrainOptions options, Progress progress, Cancellation cancellation, WeightChange change) {
        this(options, progress, cancellation, change, Checkpoints.NONE);
    }

    /**
     * Retrains. With {@link BatchNormMode#BATCH} the result has the student's nodes; otherwise batch normalisations are folded
     * into the weights before them where that is possible. A run of 0 steps returns the student as it is.
     *
     * @param student the network to train; not changed
     * @param teacher who is distilled from, the uncompressed network as a rule; not read if the distillation weight is 0
     * @param data with a split {@code train}; the network must know all its classes by name
     * @param evaluator measures validation accuracy, before training and along the way
     * @throws dev.coppice.models.measure.CancelledException if asked to stop before the first step
     * @return the best weights, which may be those from before training
     * @throws InvalidInputException if network, teacher and data do not go together, a training sample is unusable, a batch
     *     does not fit into memory, or a checkpoint is damaged or of another training
     * @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J
     */
    public RetrainResult retrain(Network student, Optional<Network> teacher, Dataset data, Evaluator evaluator) {
        Dataset cached = CachedDataset.of(data, CACHE_BYTES);
        ClassMapping.of(data, student.card());
        Optional<Network> heard = TrainingCheck.heard(options, student, teacher, data);
        data.blocks().filter(b -> b.covers(BatchSource.TRAIN)).ifPresent(this::announce);
        if (options.time().length().steps(1) == 0) {
            return new ValidationCurve(student, UnaryOperator.identity(), evaluator, clock(Optional.empty()))
                    .result(0, Ending.COMPLETED, "");
        }
        Map<String, String> identity = TrainingIdentity.of(this, student, heard, cached);
        Optional<Checkpoint> found = checkpoints.find(identity, progress);
        RunClock clock = clock(found);
        NormTraining norms = new NormTraining(options, cached);
        Network trainable = norms.trainable(student);
        try (CurriculumEngines engines =
                new CurriculumEngines(options, trainable, heard.map(NormTraining::folded), cached)) {
            engines.begin();
            engines.current().notes().forEach(progress::message);
            double[] classWeights = networkWeights(cached, student.card());
            cancellation.check();
            ValidationCurve curve = found.map(
                            c -> new ValidationCurve(trainable, norms::usable, evaluator, clock, c.curve()))
                    .orElseGet(() -> new ValidationCurve(trainable, norms::usable, evaluator, clock));
            if (change != WeightChange.NONE) {
                curve.keepLast();
            }
            TrainingRun run =
                    new TrainingRun(this, engines, curve, clock, new CheckpointWriter(checkpoints, identity, progress));
            found.ifPresent(run::goOn);
            return run.run(classWeights);
        }
    }

    private RunClock clock(Optional<Checkpoint> found) {
        return new RunClock(
                options.time().limit(), found.map(Checkpoint::seconds).orElse(0.0));
    }

    /**
     * The network with the statistics of its batch normalisations measured anew, as they are before training; the same
     * object if it has none, or if the options keep them.
     *
     * @param data with a split {@code train}
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J
     */
    public Network reestimated(Network network, Dataset data) {
        return options.optimization().batchNorm() == BatchNormMode.KEPT
                ? network
                : new NormTraining(options, data).reestimated(network);
    }

    private void announce(BlockAnnotation blocks) {
        progress.message("Training labels are " + blocks + "; "
                + options.pictures()
                        .blockTarget()
                        .map(target -> "the target is " + target.id()
                                + (target == BlockTarget.POOLED ? ", in crops of whole blocks at scale 1" : ""))
                        .orElse("each block has its most frequent class"));
    }

    private double[] networkWeights(Dataset data, NetworkCard card) {
        double[] byData = options.goal()
                .classWeights()
                .of(data.classes(), DatasetCheck.classPixels(data, "train", progress, cancellation));
        double[] byNetwork = new double[card.classes().size()];
        ClassMapping mapping = ClassMapping.of(data, card);
        for (int c = 0; c < byData.length; c++) {
            byNetwork[mapping.of(c)] = byData[c];
        }
        return byNetwork;
    }
}
