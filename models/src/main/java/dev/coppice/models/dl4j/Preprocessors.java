package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands between layers of different ranks, by the texts that name its classes. */
final class Preprocessors {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.preprocessor.";

    /** To vectors from maps. */
    static final String FROM_MAPS = PACKAGE + "CnnToFeedForwardPreProcessor";

    /** To maps from vectors; maps stay as they are. */
    static final String TO_MAPS = PACKAGE + "FeedForwardToCnnPreProcessor";

    private static final String FROM_VOLUMES = PACKAGE + "Cnn3DToFeedForwardPreProcessor";
    private static final String SEVERAL = PACKAGE + "ComposableInputPreProcessor";
    private static final List<String> KNOWN = List.of(FROM_MAPS, TO_MAPS, FROM_VOLUMES);

    private Preprocessors() {}

    /** What is wrong with a preprocessor; empty if nothing is. */
    static Optional<String> problem(Settings preprocessor) {
        return parts(preprocessor).stream()
                .filter(part -> !KNOWN.contains(part.type()))
                .map(part -> "preprocessor "
                        + (part.type().startsWith(PACKAGE) ? part.shortType() : "of custom class " + part.type()))
                .findFirst();
    }

    private static List<Settings> parts(Settings preprocessor) {
        if (!preprocessor.type().equals(SEVERAL)) {
            return List.of(preprocessor);
        }
        List<Settings> parts = new ArrayList<>();
        preprocessor.json().path("inputPreProcessors").forEach(part -> parts.add(new Settings(part)));
        return parts;
    }

    /** The step's input after a preprocessor; the vertex' own tensor if that is all the vertex does. */
    static Value apply(Step step, Settings preprocessor, boolean isVertex) {
        List<Settings> parts = parts(preprocessor);
        Value value = step.input();
        for (int i = 0; i < parts.size(); i++) {
            boolean isLast = isVertex && i == parts.size() - 1;
            value = applied(step, parts.get(i), value, isLast);
        }
        return value;
    }

    private static Value applied(Step step, Settings part, Value value, boolean isLast) {
        return switch (part.type()) {
            case FROM_MAPS, FROM_VOLUMES -> flattened(step, part, value, isLast);
            case TO_MAPS -> maps(step, part, value, isLast);
            default -> throw new IllegalArgumentException(problem(part).orElse("preprocessor"));
        };
    }

    /** Elements in the order in which Deeplearning4j holds them. */
    private static Value flattened(Step step, Settings part, Value value, boolean isLast) {
        if (value.rank() == Value.VECTORS) {
            return value;
        }
        if (part.type().equals(FROM_MAPS) && part.whole("inputHeight", 0) > 0) {
            int height = part.size("inputHeight");
            step.draft().sized(new InputSizes.Known(value.tensor(), height, part.size("inputWidth")));
        }
        String stored = value.isLast()
                ? step.inside(
                        "Transpose",
                        "stored",
                        Attributes.NONE.with(
                                "perm", AxisOrder.channelsLast(value.rank()).over(value.rank())),
                        value.tensor())
                : value.tensor();
        String output = isLast ? step.name() : step.inner("flat");
        return new Value(step.draft().node("Flatten", output, Attributes.NONE, stored), Value.VECTORS, false);
    }

    private static Value maps(Step step, Settings part, Value value, boolean isLast) {
        if (value.rank() == Value.MAPS) {
            return value;
        }
        value.require(Value.VECTORS, "vectors for the preprocessor that makes maps");
        if (part.word("format", "NCHW", "NHWC").equals("NHWC")) {
            throw part.fault("format", "NCHW");
        }
        String shape = step.draft()
                .integers(
                        step.name() + ".maps",
                        -1,
                        part.size("numChannels"),
                        part.size("inputHeight"),
                        part.size("inputWidth"));
        String output = isLast ? step.name() : step.inner("maps");
        return new Value(
                step.draft().node("Reshape", output, Attributes.NONE, value.tensor(), shape), Value.MAPS, false);
    }
}
