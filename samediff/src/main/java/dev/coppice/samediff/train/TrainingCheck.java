package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks, before any work, whether options, network, teacher and data go together. */
public final class TrainingCheck {
    private TrainingCheck() {}

    /**
     * The teacher, if these options have one heard.
     *
     * @param student the network that is trained, or the one it is cut from
     * @throws InvalidInputException if block target, crops, curriculum or class weights do not fit; or if a teacher is to be heard and
     *     there is none, or it differs from the student in what it takes or says
     */
    public static Optional<Network> heard(
            RetrainOptions options, Network student, Optional<Network> teacher, Dataset data) {
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
     * Looks whether a network can be trained at all, up to its logits and with batches of the size that is asked for. Needs no
     * data.
     *
     * @throws InvalidInputException naming every operator that cannot be trained, or the node that fixes the batch at another size
     * @throws dev.coppice.samediff.TrainingUnavailableException on a platform without ND4J
     */
    public static void trainable(RetrainOptions options, Network network) {
        Network body = network.body();
        TrainingSession.require(body, body.inputShape(body.batch()));
        body.batchObstacle(options.pictures().batch()).ifPresent(obstacle -> {
            throw new InvalidInputException(names -> fixed(body, obstacle) + " and cannot be trained with batches of "
                    + options.pictures().batch() + ". Give " + names.of(Setting.BATCH) + " " + body.batch()
                    + ", or leave it out.");
        });
    }

    /**
     * The options with batches that the network takes: its own where its graph fixes the batch and cannot be opened, which is said.
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
