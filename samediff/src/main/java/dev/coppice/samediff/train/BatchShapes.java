package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.LossTerms;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.loss.TeacherAndStudent;
import java.util.Optional;

/**
 * Shapes of input and output in a training step.
 *
 * @param images shape of the input, N×C and its space axes
 * @param logits shape of the logits, N×K and its space axes
 */
record BatchShapes(Shape images, Shape logits) {
    /**
     * The shapes of a student with its crops.
     *
     * @throws InvalidInputException if the student does not take crops of this size
     */
    static BatchShapes of(Network student, Sampling sampling) {
        Shape images = BatchSource.imageShape(student.card(), sampling);
        try {
            return new BatchShapes(images, logits(student, images));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    names -> "Network '" + student.card().name() + "' does not take training crops of "
                            + InputSpec.sizes(images) + ". " + e.told(names)
                            + " Give another " + names.of(Setting.CROP) + ", or another curriculum.",
                    e);
        }
    }

    /**
     * The loss terms of an objective, including those of the teacher, if there is one.
     *
     * @throws InvalidInputException if the teacher's output has another shape, or if there is nothing to compare
     */
    LossTerms terms(Objective objective, Network student, Optional<Network> teacher) {
        teacher.map(network -> output(network, images))
                .filter(own -> !own.equals(output()))
                .ifPresent(own -> {
                    throw new InvalidInputException(
                            "The teacher's output for " + images + " is " + own
                                    + ", the student's " + output()
                                    + ". Give a teacher whose output has the same grid, such as the network that was compressed.");
                });
        return teacher.map(network -> objective.terms(new TeacherAndStudent(network.body(), student.body(), images)))
                .orElseGet(objective::terms);
    }

    /** The shape of the logits as pictures, N×K×h×w, in which losses compare them. */
    Shape output() {
        return logits.asPrediction();
    }

    private static Shape output(Network network, Shape images) {
        return logits(network, images).asPrediction();
    }

    private static Shape logits(Network network, Shape images) {
        Network body = network.body();
        return body.shapes(images).of(body.card().output().name());
    }
}
