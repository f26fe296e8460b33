package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import java.util.Arrays;

/** Pools over windows. */
final class Poolings {
    private Poolings() {}

    static Value pictures(Step step) {
        return pool(step, 2);
    }

    static Value signals(Step step) {
        return pool(step, 1);
    }

    static Value volumes(Step step) {
        return pool(step, 3);
    }

    private static Value pool(Step step, int axes) {
        Value input = step.input().require(2 + axes, "a pool of " + axes + " space axes");
        Windows window = Windows.of(step.settings(), axes);
        String type = step.settings().word("poolingType", "MAX", "AVG", "SUM", "PNORM");
        boolean dilated = Arrays.stream(window.dilations()).anyMatch(d -> d > 1);
        if (dilated || type.equals("SUM")) {
            throw new IllegalArgumentException("its pooling is " + type + (dilated ? " with dilations" : "")
                    + ", expected MAX, AVG or PNORM without dilations: Deeplearning4j computes no others soundly");
        }
        Attributes attributes = window.attributes().without("dilations");
        return input.with(
                switch (type) {
                    case "MAX" -> step.last("MaxPool", attributes, input.tensor());
                    case "AVG" -> step.last("AveragePool", average(step, attributes), input.tensor());
                    default ->
                        step.last("LpPool", attributes.with("p", step.settings().size("pnorm")), input.tensor());
                });
    }

    private static Attributes average(Step step, Attributes attributes) {
        boolean counts = step.settings().flag("avgPoolIncludePadInDivisor", false);
        return attributes.with("count_include_pad", counts ? 1 : 0);
    }
}
