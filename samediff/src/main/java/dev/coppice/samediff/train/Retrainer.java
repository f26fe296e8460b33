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
 * Trainer of a network on the split {@code train} of a data set; it keeps the weights that validate best.
 *
 * @param options options of the training
 * @param progress listener that receives every step
 * @param cancellation request that ends training after the running step; the result then holds the best weights so far
 * @param change change of weights between steps; if there is one, the last weights are kept instead of the best
 * @param checkpoints settings of checkpoints; training resumes from an existing one
 */
public record Retrainer(
        RetrainOptions options,
        Progress progress,
        Cancellation cancellation,
        WeightChange change,
        Checkpoints checkpoints) {
    private static final long CACHE_BYTES = 512L << 20;

    /** A retrainer without progress reports. */
    public Retrainer(RetrainOptions options) {
        this(options, Progress.SILENT, new Cancellation());
    }

    /** A retrainer in which only gradients change weights. */
    public Retrainer(RetrainOptions options, Progress progress, Cancellation cancellation) {
        this(options, progress, cancellation, WeightChange.NONE);
    }

    /** A retrainer without checkpoints. */
    public Retrainer(RetrainOptions options, Progress progress, Cancellation cancellation, WeightChange change) {
        this(options, progress, cancellation, change, Checkpoints.NONE);
    }

    /**
     * Retrains a network. With {@link BatchNormMode#BATCH} the result has the student's nodes; otherwise batch
     * normalisations are folded into the weights before them if possible. Equal vectors that layers share by chance are
     * trained each on its own. A run of 0 steps returns the student unchanged.
     *
     * @param student the network to train; not changed
     * @param teacher network to distil from, usually the uncompressed one; unused if the distillation weight is 0
     * @param data data set with a split {@code train}; the network must have all its classes by name
     * @param evaluator evaluator of the validation accuracy, before and during training
     * @throws dev.coppice.models.measure.CancelledException if asked to stop before the first step
     * @return the network with the best weights, which may be the initial ones
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
        Network trainable = norms.trainable(OwnVectors.given(student));
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

    /**
     * The bytes that retraining takes outside Java's heap, as they are estimated before it begins; 0 for a run of 0 steps.
     *
     * @throws InvalidInputException as {@link #retrain} does before the first step
     */
    public long memory(Network student, Optional<Network> teacher, Dataset data) {
        if (options.time().length().steps(1) == 0) {
            return 0;
        }
        Optional<Network> heard = TrainingCheck.heard(options, student, teacher, data);
        Network sized = new NormTraining(options, data).sized(student);
        try (Engine engine = new Engine(options, options.sampling(), sized, heard.map(NormTraining::folded), data)) {
            return engine.needed();
        }
    }

    private RunClock clock(Optional<Checkpoint> found) {
        return new RunClock(
                options.time().limit(), found.map(Checkpoint::seconds).orElse(0.0));
    }

    /**
     * The network with re-estimated statistics of its batch normalisations, as before training. The same object if it has
     * none or the options keep the statistics.
     *
     * @param data data set with a split {@code train}
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J
     */
    public Network reestimated(Network network, Dataset data) {
        return options.optimization().batchNorm() == BatchNormMode.KEPT
                ? network
                : new NormTraining(options, data).reestimated(network);
    }

    /**
     * The statistics of a network's maps before a cut, on the pictures that {@link #reestimated} measures on; none if the
     * options keep statistics, or the network has batch normalisations of its own.
     *
     * @param data data set with a split {@code train}
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J
     */
    public MapStatistics statistics(Network network, Dataset data) {
        return options.optimization().batchNorm() == BatchNormMode.KEPT
                ? MapStatistics.NONE
                : new NormTraining(options, data).statistics(network);
    }

    private void announce(BlockAnnotation blocks) {
        progress.course("Training labels are " + blocks + "; "
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
