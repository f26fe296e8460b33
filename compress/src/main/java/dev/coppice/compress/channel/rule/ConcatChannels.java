package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rule for Concat: the parts' atoms follow each other on its axis, constants among them. Where no part has channels on that axis, the atoms of
 * all parts meet as in an addition.
 */
public final class ConcatChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        int rank = c.outputShape(0).rank();
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", 1), rank);
        int[] lengths = new int[rank];
        Arrays.setAll(lengths, k -> IntStream.range(0, c.node().inputs().size())
                .map(i -> c.indices(i).length(k))
                .max()
                .orElse(1));
        return List.of(
                lengths[axis] == 1 && c.node().inputs().size() > 1 ? spanning(c, axis) : joined(c, axis, lengths));
    }

    private static Indices joined(ChannelContext c, int axis, int... lengths) {
        List<Indices> parts = new ArrayList<>();
        for (int i = 0; i < c.node().inputs().size(); i++) {
            int[] target = lengths.clone();
            target[axis] = c.shape(i).size(axis);
            Indices part = c.constant(i).isPresent() ? c.filled(i, axis) : c.indices(i);
            parts.add(part.expand(target));
        }
        return Indices.concat(axis, parts);
    }

    private static Indices spanning(ChannelContext c, int axis) {
        BroadcastUnion union = new BroadcastUnion(c, c.outputShape(0).rank());
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.isComputed(i)) {
                union.join(c.indices(i), c.shape(i).with(axis, 1), c.node().input(i));
            }
        }
        Indices met = union.result();
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.constant(i).isPresent()) {
                c.slice(i, met);
            }
        }
        return met;
    }
}
