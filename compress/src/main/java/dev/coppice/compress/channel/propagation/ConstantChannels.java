package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.OperatorSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Channels of a constant that a node reads as a map: there are some on the axis where maps have them. The rows of matrices may be
 * channels too.
 */
public final class ConstantChannels {
    private final ChannelContext c;
    private final Map<Integer, Indices> byAxis = new HashMap<>();

    ConstantChannels(ChannelContext c) {
        this.c = c;
    }

    /** The channels of the input at a position, made as they are asked for; none if it is no constant that the node gives on. */
    Stream<Indices> of(int position) {
        return position == 0 && carries() && c.constant(0).isPresent()
                ? axes(c.shape(0)).mapToObj(axis -> byAxis.computeIfAbsent(axis, k -> c.filled(0, axis)))
                : Stream.empty();
    }

    /** Whether the node moves its first input or reads it as a map, and so gives channels on to a constant there. */
    private boolean carries() {
        return !c.node().is("Concat")
                && c.node().schema().filter(ConstantChannels::readsData).isPresent();
    }

    private static boolean readsData(OperatorSchema operator) {
        return switch (operator.kind()) {
            case MOVEMENT, RESAMPLING, POOLING, GLOBAL_POOLING -> true;
            case CONTRACTION -> operator.name().startsWith("Conv");
            default -> false;
        };
    }

    private static IntStream axes(Shape shape) {
        boolean matrices = shape.rank() == 3 && axis(shape) == 2 && shape.size(1) > 1 && shape.size(2) > 1;
        return matrices ? IntStream.of(2, 1) : IntStream.of(axis(shape));
    }

    /** The axis on which channels lie in a tensor whose atoms are not known: 1 of maps, else the last one. */
    public static int axis(Shape shape) {
        boolean map = shape.rank() > 3 || (shape.rank() == 3 && shape.size(2) == 1);
        return map ? 1 : shape.rank() - 1;
    }
}
