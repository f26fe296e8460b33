package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rule for elementwise operators: atoms that meet unite; constants are sliced where they extend along the channels. A
 * broadcast axis of size 1 unites nothing, and neither does an input that is a setting. Where constants alone have values along an
 * axis, as in weights that are computed from a bank of them, these are channels for what makes some with them.
 */
public final class ElementwiseChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        CrossedUnion union = new CrossedUnion(c, c.outputShape(0).rank());
        int[] inputs = IntStream.range(0, c.node().inputs().size())
                .filter(c.node()::isBroadcast)
                .toArray();
        for (int i : inputs) {
            if (c.isComputed(i)) {
                union.join(c.indices(i), c.others(i), c.shape(i), c.node().input(i));
            }
        }
        List<Indices> sets = Stream.concat(union.sets().stream(), extended(c, inputs).stream())
                .toList();
        for (int i : inputs) {
            if (c.constant(i).isPresent()) {
                sets.forEach(set -> c.slice(i, set));
            }
        }
        return List.of(CrossedUnion.output(c, sets));
    }

    /** Atoms for the axes along which constants alone have values. */
    private static List<Indices> extended(ChannelContext c, int... inputs) {
        int rank = c.outputShape(0).rank();
        List<Indices> sets = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int behind = axis - rank;
            int[] along = Arrays.stream(inputs)
                    .filter(i -> reaches(c.shape(i), behind))
                    .toArray();
            if (along.length > 0
                    && Arrays.stream(along).allMatch(i -> c.constant(i).isPresent())) {
                sets.add(c.extended(along[0], axis - rank + c.shape(along[0]).rank()));
            }
        }
        return sets;
    }

    /** Whether a tensor has more than one index along an axis counted from the end. */
    private static boolean reaches(Shape shape, int behind) {
        return -behind <= shape.rank() && shape.size(behind) > 1;
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }
}
