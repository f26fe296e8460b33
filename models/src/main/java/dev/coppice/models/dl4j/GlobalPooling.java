package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A pool over all of space, which leaves a vector. */
final class GlobalPooling {
    private GlobalPooling() {}

    static Value of(Step step) {
        Value input = step.input();
        if (input.rank() == Value.VECTORS) {
            throw new IllegalArgumentException("its input has no space axes to be pooled over");
        }
        int[] space = IntStream.range(Value.VECTORS, input.rank()).toArray();
        requireSpace(step, input, space);
        boolean collapse = step.settings().flag("collapseDimensions", true);
        String name = collapse ? step.inner("pooled") : step.name();
        String pooled = pooled(step, input, name, space);
        return collapse
                ? new Value(step.last("Flatten", Attributes.NONE, pooled), Value.VECTORS, false)
                : input.with(pooled);
    }

    private static void requireSpace(Step step, Value input, int... space) {
        if (!step.settings().has("poolingDimensions")) {
            return;
        }
        int[] given = Arrays.stream(step.settings().wholes("poolingDimensions"))
                .map(input::axis)
                .sorted()
                .toArray();
        if (!Arrays.equals(given, space)) {
            throw step.settings().fault("poolingDimensions", "all space axes");
        }
    }

    private static String pooled(Step step, Value input, String name, int... space) {
        String type = step.settings().word("poolingType", "MAX", "AVG", "SUM", "PNORM");
        return switch (type) {
            case "MAX" -> step.draft().node("GlobalMaxPool", name, Attributes.NONE, input.tensor());
            case "AVG" -> step.draft().node("GlobalAveragePool", name, Attributes.NONE, input.tensor());
            case "SUM" ->
                step.draft()
                        .node(
                                "ReduceSum",
                                name,
                                Attributes.NONE.with("keepdims", 1),
                                input.tensor(),
                                step.draft().integers(step.name() + ".axes", space));
            default ->
                step.draft()
                        .node(
                                "GlobalLpPool",
                                name,
                                Attributes.NONE.with("p", step.settings().size("pnorm")),
                                input.tensor());
        };
    }
}
