package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;

/** Batch normalisation and local response normalisation. */
final class Normalisations {
    private Normalisations() {}

    /**
     * Scale and shift unless they are locked, mean, and variance or the logarithm of the deviation. The activation in the
     * settings is never applied.
     */
    static Value batch(Step step) {
        Value input = step.input();
        Settings settings = step.settings();
        int channels = Convolutions.out(step);
        boolean locked = settings.flag("lockGammaBeta", false);
        String gamma = locked ? all(step, "gamma", channels, 1) : step.parameter("gamma", channels);
        String beta = locked ? all(step, "beta", channels, 0) : step.parameter("beta", channels);
        String mean = step.parameter("mean", channels);
        Shape shape = Shape.of(channels);
        String variance = settings.flag("useLogStd", false)
                ? step.draft().parameter(new Parameter(step.inner("var"), shape, new Parameter.LogDeviation(), shape))
                : step.parameter("var", channels);
        Attributes epsilon = Attributes.NONE.with("epsilon", (float) settings.real("eps", 1e-5));
        return input.with(step.last("BatchNormalization", epsilon, input.tensor(), gamma, beta, mean, variance));
    }

    private static String all(Step step, String part, int channels, double otherwise) {
        float[] values = new float[channels];
        Arrays.fill(values, (float) step.settings().real(part, otherwise));
        return step.draft().constant(step.name() + "." + part, Tensor.floats(Shape.of(channels), values));
    }

    static Value localResponse(Step step) {
        Value input = step.input().require(Value.MAPS, "a local response normalisation");
        int size = 2 * (step.settings().whole("n") / 2) + 1;
        Attributes attributes = Attributes.NONE
                .with("size", size)
                .with("alpha", (float) (step.settings().real("alpha") * size))
                .with("beta", (float) step.settings().real("beta"))
                .with("bias", (float) step.settings().real("k"));
        return input.with(step.last("LRN", attributes, input.tensor()));
    }
}
