package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Convolutions and transposed convolutions: the bias stands before the weights. */
final class Convolutions {
    private Convolutions() {}

    /** Of pictures: weights out×in×height×width. */
    static Value plain(Step step) {
        return convolution(step, Windows.of(step.settings(), 2));
    }

    /** Of signals: weights length×in×out, whatever shape Deeplearning4j gives them. */
    static Value signal(Step step) {
        Value input = step.input().require(3, "a convolution of 1 space axis");
        Windows window = Windows.of(step.settings(), 1);
        String bias = bias(step);
        Shape stored = Shape.of(window.kernel()[0], in(step), out(step));
        Shape shape = Shape.of(window.shape(out(step), in(step)));
        String weight = step.permuted("W", stored, AxisOrder.of(2, 1, 0), shape);
        return convolved(step, input, "Conv", window.attributes(), weight, bias);
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
        Windows window = Windows.of(step.settings(), 2);
        return weighted(step, "ConvTranspose", window.transposed(), window.shape(in(step), out(step)));
    }

    /** Transposed, of volumes: weights depth×height×width×out×in. */
    static Value transposedVolume(Step step) {
        Value input = step.input().require(5, "a convolution of 3 space axes");
        Windows window = Windows.of(step.settings(), 3);
        String bias = bias(step);
        int[] kernel = window.kernel();
        Shape stored = Shape.of(kernel[0], kernel[1], kernel[2], out(step), in(step));
        Shape shape = Shape.of(window.shape(in(step), out(step)));
        String weight = step.permuted("W", stored, AxisOrder.of(4, 3, 0, 1, 2), shape);
        return convolved(step, input, "ConvTranspose", window.transposed(), weight, bias);
    }

    private static Value weighted(Step step, String op, Attributes attributes, int... weights) {
        Value input = step.input().require(weights.length, "a convolution of " + (weights.length - 2) + " space axes");
        String bias = bias(step);
        return convolved(step, input, op, attributes, step.parameter("W", weights), bias);
    }

    private static Value convolved(Step step, Value input, String op, Attributes attributes, String... weights) {
        List<String> reads = new ArrayList<>(List.of(input.tensor()));
        Stream.of(weights).filter(w -> !w.isEmpty()).forEach(reads::add);
        return step.activated(
                input.with(step.draft().node(op, step.linear(), attributes, reads.toArray(String[]::new))));
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
