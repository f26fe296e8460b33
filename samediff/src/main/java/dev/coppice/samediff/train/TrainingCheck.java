package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.NetworkInputs;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Check before all work that options, network, teacher and data go together. */
public final class TrainingCheck {
    private TrainingCheck() {}

    /**
     * Checks the inputs of a training and returns the teacher, if the options use one.
     *
     * @param student the network to train, or the network that it is cut from
     * @throws InvalidInputException if block target, crops, curriculum or class weights do not fit; if a needed teacher is
     *     missing; or if teacher and student differ in input or classes
     */
    public static Optional<Network> heard(
            RetrainOptions options, Network student, Optional<Network> teacher, Dataset data) {
        NetworkInputs.require(student.card(), data, BatchSource.TRAIN);
        options.goal().objective().check(student.card());
        if (data.holdsVolumes() && options.pictures().augmentation().smallestArea() > 0) {
            throw new InvalidInputException("Crops of random areas are for pictures, and data set '" + data.name()
                    + "' holds volumes, which keep their scale. Leave them out.");
        }
        options.sampling().blocks(data, student.card());
        var stages = options.pictures()
                .curriculum()
                .stages(options.sampling(), student.card().input());
        options.goal().classWeights().of(data.classes(), new long[data.classes().size()]);
        Optional<Network> heard = heard(options, student.card(), teacher);
        if (options.time().length().steps(1) > 0) {
            trainable(options, student);
            stages.forEach(
                    stage -> BatchShapes.of(student, stage).terms(options.goal().objective(), student, heard));
        }
        return heard;
    }

    /**
     * Checks that a network can be trained up to its logits, with batches and crops of the given size. Needs no data.
     *
     * @throws InvalidInputException naming every operator that cannot be trained, patterns of frozen layers that name none,
     *     or the node that fixes another batch or size; or if everything is frozen
     * @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J
     */
    public static void trainable(RetrainOptions options, Network network) {
        Network body = network.body();
        Freezing frozen = options.optimization().frozen();
        frozen.requireKnown(body);
        TrainingSession.require(body, body.inputShape(body.batch()), frozen.weights(body.graph()));
        body.batchObstacle(options.pictures().batch()).ifPresent(obstacle -> {
            throw new InvalidInputException(names -> fixed(body, obstacle) + " and cannot be trained with batches of "
                    + options.pictures().batch() + ". Give " + names.of(Setting.BATCH) + " " + body.batch()
                    + ", or leave it out.");
        });
        options.pictures()
                .curriculum()
                .stages(options.sampling(), network.card().input())
                .forEach(stage -> BatchShapes.of(network, stage));
    }

    /**
     * The options with a batch that the network takes. If the graph's batch is fixed and cannot be opened, that batch is
     * used and reported.
     */
    public static RetrainOptions fitted(RetrainOptions options, Network network, Progress progress) {
        Network body = network.body();
        return body.batchObstacle(options.pictures().batch())
                .map(obstacle -> {
                    progress.message(fixed(body, obstacle) + ": trained with batches of " + body.batch());
                    return options.with(changes -> changes.batch(body.batch()));
                })
                .orElse(options);
    }

    private static String fixed(Network network, String obstacle) {
        return "The graph of '" + network.card().name() + "' fixes its batch at " + network.batch() + " (" + obstacle
                + ")";
    }

    private static Optional<Network> heard(RetrainOptions options, NetworkCard student, Optional<Network> teacher) {
        double weight = options.goal().objective().distillation();
        if (weight == 0) {
            return Optional.empty();
        }
        NetworkCard card = teacher.orElseThrow(() -> new InvalidInputException("The distillation weight is " + weight
                        + ", but there is no teacher. Give the uncompressed network, or weight 0."))
                .card();
        List<String> differences = new ArrayList<>();
        differ(differences, "input, in order, mean and std", normalisation(card), normalisation(student));
        differ(differences, "output", card.output().kind(), student.output().kind());
        differ(differences, "classes", card.classes(), student.classes());
        if (!differences.isEmpty()) {
            throw new InvalidInputException("Teacher '" + card.name() + "' and student '" + student.name()
                    + "' differ: " + String.join("; ", differences)
                    + ". Give a teacher that takes the same values and tells the same classes.");
        }
        return teacher;
    }

    private static List<Object> normalisation(NetworkCard card) {
        return List.of(card.input().order(), card.input().mean(), card.input().std());
    }

    private static void differ(List<String> differences, String what, Object teacher, Object student) {
        if (!teacher.equals(student)) {
            differences.add(what + " " + teacher + ", expected " + student);
        }
    }
}
