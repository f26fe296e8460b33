package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.FeatureMaps;
import dev.coppice.samediff.train.loss.Objective;
import java.util.Optional;

/**
 * What a network takes and gives in a training step.
 *
 * @param images N×C×H×W
 * @param output the logits, N×K×h×w
 */
record BatchShapes(Shape images, Shape output) {
    /**
     * Of a student and its crops.
     *
     * @throws InvalidInputException if it does not take them
     */
    static BatchShapes of(Network student, Sampling sampling) {
        Shape images = BatchSource.imageShape(student.card(), sampling);
        try {
            return new BatchShapes(images, output(student, images));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    names -> "Network '" + student.card().name() + "' does not take training crops of " + images.size(2)
                            + "×"
                            + images.size(3) + " (height×width). " + e.told(names)
                            + " Give another " + names.of(Setting.CROP) + ", or another curriculum.",
                    e);
        }
    }

    /**
     * Feature maps at which a student is compared with its teacher, if that is asked for.
     *
     * @throws InvalidInputException if the teacher's output has another shape, or there is nothing to compare
     */
    Optional<FeatureMaps> compared(Optional<Network> teacher, Network student, Objective objective) {
        teacher.map(network -> output(network, images))
                .filter(own -> !own.equals(output))
                .ifPresent(own -> {
                    throw new InvalidInputException(
                            "The teacher's output for " + images + " is " + own
                                    + ", the student's " + output
                                    + ". Give a teacher whose output has the same grid, such as the network that was compressed.");
                });
        return teacher.filter(network -> objective.isFeatures())
                .map(network -> FeatureMaps.of(network.body(), student.body(), images));
    }

    private static Shape output(Network network, Shape images) {
        Network body = network.body();
        return body.shapes(images).of(body.card().output().name());
    }
}
