package dev.coppice.models.dl4j;

/** Layers that are an activation and nothing else; a loss counts only while training. */
final class OutputLayers {
    private OutputLayers() {}

    /** The activation, a softmax over the last axis. */
    static Value activation(Step step) {
        Value input = step.input();
        return Activations.isIdentity(step.settings())
                ? input
                : input.with(Activations.of(step.settings()).apply(step, input));
    }

    /** The activation, a softmax over the channels. */
    static Value overChannels(Step step) {
        return Activations.isSoftmax(step.settings())
                ? step.input().with(Activations.softmax(step, step.input(), 1))
                : activation(step);
    }
}
