package dev.coppice.models.network;

/**
 * Prediction of a network.
 *
 * @param name a computed tensor: the logits, or the output of a tail ({@link Network#tail})
 * @param kind meaning of the logits' channels
 * @param task what is predicted; a {@link Network} takes it from the shape of its logits
 */
public record OutputSpec(String name, OutputKind kind, Task task) {
    /** The prediction of a class for every pixel, unless the logits of a network say otherwise. */
    public OutputSpec(String name, OutputKind kind) {
        this(name, kind, Task.SEGMENTATION);
    }

    /** This prediction for another task. */
    OutputSpec with(Task told) {
        return told == task ? this : new OutputSpec(name, kind, told);
    }
}
