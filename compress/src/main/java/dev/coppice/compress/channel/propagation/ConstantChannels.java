package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.OperatorSchema;
import java.util.stream.IntStream;

/**
 * Channels of constants that a node reads as maps: there are some on the axis where maps have them. The rows of matrices may be
 * channels too.
 */
public final class ConstantChannels {
    private ConstantChannels() {}

    /** Whether a node moves its first input or reads it as a map, and so gives channels on to a constant there. */
    static boolean carried(Node node) {
        return !node.is("Concat")
                && node.schema().filter(ConstantChannels::readsData).isPresent();
    }

    private static boolean readsData(OperatorSchema operator) {
        return switch (operator.kind()) {
            case MOVEMENT, RESAMPLING, POOLING, GLOBAL_POOLING -> true;
            case CONTRACTION -> operator.name().startsWith("Conv");
            default -> false;
        };
    }

    /** The axis on which channels lie in a tensor whose atoms are not known: 1 of maps, else the last one. */
    public static int axis(Shape shape) {
        boolean map = shape.rank() > 3 || (shape.rank() == 3 && shape.size(2) == 1);
        return map ? 1 : shape.rank() - 1;
    }

    /** The axis of a stack of matrices that may hold channels beside {@link #axis}: their rows; of all else none. */
    static IntStream axesBeside(Shape shape) {
        boolean matrices = shape.rank() == 3 && axis(shape) == 2 && shape.size(1) > 1 && shape.size(2) > 1;
        return matrices ? IntStream.of(1) : IntStream.empty();
    }
}
