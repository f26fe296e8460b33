package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;

/** Convolutions and transposed convolutions: the bias stands before the weights. */
final class Convolutions {
    private Convolutions() {}

    /** Of pictures: weights out×in×height×width. */
    static Value plain(Step step) {
        return convolution(step, Windows.of(step.settings(), 2));
    }

    /** Of signals: weights out×in×length×1. */
    static Value signal(Step step) {
        return convolution(step, Windows.of(step.settings(), 1));
    }

    /** Of volumes: weights out×in×depth×height×width. */
    static Value volume(Step step) {
        return convolution(step, Windows.of(step.settings(), 3));
    }

    private static Value convolution(Step step, Windows window) {
        return weighted(step, "Conv", window.attributes(), window.shape(out(step), in(step)));
    }

    /** Transposed, of pictures: weights in×out×height×width. */
    static Value transposed(Step step) {
        return transposed(step, Windows.of(step.settings(), 2));
    }

    /** Transposed, of volumes: weights in×out×depth×height×width. */
    static Value transposedVolume(Step step) {
        return transposed(step, Windows.of(step.settings(), 3));
    }

    private static Value transposed(Step step, Windows window) {
        return weighted(step, "ConvTranspose", window.transposed(), window.shape(in(step), out(step)));
    }

    private static Value weighted(Step step, String op, Attributes attributes, int... weights) {
        Value input = step.input().require(weights.length, "a convolution of " + (weights.length - 2) + " space axes");
        String bias = bias(step);
        String weight = step.parameter("W", weights);
        return step.activated(input.with(bias.isEmpty()
                ? step.draft().node(op, step.linear(), attributes, input.tensor(), weight)
                : step.draft().node(op, step.linear(), attributes, input.tensor(), weight, bias)));
    }

    /** The bias, or no name if the layer has none. */
    static String bias(Step step) {
        return step.settings().flag("hasBias", true) ? step.parameter("b", out(step)) : "";
    }

    static int in(Step step) {
        return step.settings().size("nin");
    }

    static int out(Step step) {
        return step.settings().size("nout");
    }
}
