package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions of each channel for itself, as convolutions with as many groups as channels. */
final class DepthwiseConvolutions {
    private DepthwiseConvolutions() {}

    /** Bias, weights height×width×in×multiplier. */
    static Value depthwise(Step step) {
        Value input = step.input().require(Value.MAPS, "a depthwise convolution");
        Windows window = Windows.of(step.settings(), 2);
        int in = Convolutions.in(step);
        int multiplier = step.settings().size("depthMultiplier");
        String bias = step.settings().flag("hasBias", true) ? step.parameter("b", product(in, multiplier)) : "";
        int[] kernel = window.kernel();
        String weight = step.permuted(
                "W",
                Shape.of(kernel[0], kernel[1], in, multiplier),
                AxisOrder.of(2, 3, 0, 1),
                Shape.of(window.shape(product(in, multiplier), 1)));
        return step.activated(input.with(conv(step, step.linear(), grouped(window, in), input.tensor(), weight, bias)));
    }

    /** Bias, depthwise weights multiplier×in×height×width, weights out×(in·multiplier)×1×1. */
    static Value separable(Step step) {
        Value input = step.input().require(Value.MAPS, "a separable convolution");
        Windows window = Windows.of(step.settings(), 2);
        int in = Convolutions.in(step);
        int multiplier = step.settings().size("depthMultiplier");
        int inner = product(in, multiplier);
        String bias = Convolutions.bias(step);
        String depth = step.permuted(
                "W",
                Shape.of(window.shape(multiplier, in)),
                AxisOrder.of(1, 0, 2, 3),
                Shape.of(window.shape(inner, 1)));
        String point = step.parameter("pW", Convolutions.out(step), inner, 1, 1);
        String each = conv(step, step.inner("depthwise"), grouped(window, in), input.tensor(), depth, "");
        return step.activated(input.with(conv(step, step.linear(), Attributes.NONE, each, point, bias)));
    }

    private static Attributes grouped(Windows window, int groups) {
        return window.attributes().with("group", groups);
    }

    private static int product(int in, int multiplier) {
        return Math.multiplyExact(in, multiplier);
    }

    private static String conv(Step step, String output, Attributes attributes, String... reads) {
        List<String> given = new ArrayList<>(List.of(reads));
        given.remove("");
        return step.draft().node("Conv", output, attributes, given.toArray(String[]::new));
    }
}
