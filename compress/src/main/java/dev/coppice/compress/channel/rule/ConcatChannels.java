package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rule for Concat: the parts' atoms follow each other on its axis, constants among them. Where no part has channels on that axis, the atoms of
 * all parts meet as in an addition. Of a part with channels of two axes those on its axis pass.
 */
public final class ConcatChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        int rank = c.outputShape(0).rank();
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", 1), rank);
        List<Indices> parts = IntStream.range(0, c.node().inputs().size())
                .mapToObj(i -> part(c, i, axis))
                .toList();
        int[] lengths = new int[rank];
        Arrays.setAll(
                lengths,
                k -> parts.stream().mapToInt(part -> part.length(k)).max().orElse(1));
        return List.of(
                lengths[axis] == 1 && parts.size() > 1 ? spanning(c, axis, parts) : joined(c, axis, parts, lengths));
    }

    /** The channels of a part on the axis of the Concat, and if it has none there, its first ones. */
    private static Indices part(ChannelContext c, int position, int axis) {
        Indices first = c.indices(position);
        List<Indices> others = c.others(position);
        Optional<Indices> along = first.length(axis) > 1
                ? Optional.of(first)
                : others.stream().filter(set -> set.length(axis) > 1).findFirst();
        Indices part = along.orElse(first);
        Stream.concat(Stream.of(first), others.stream())
                .filter(set -> set != part)
                .forEach(set -> c.protect(set, ChannelContext.crossing(c.node().input(position))));
        return part;
    }

    @Override
    public int carriesBeside() {
        return Integer.MAX_VALUE;
    }

    private static Indices joined(ChannelContext c, int axis, List<Indices> parts, int... lengths) {
        List<Indices> expanded = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int[] target = lengths.clone();
            target[axis] = c.shape(i).size(axis);
            Indices part = c.constant(i).isPresent() ? c.filled(i, axis) : parts.get(i);
            expanded.add(part.expand(target));
        }
        return Indices.concat(axis, expanded);
    }

    private static Indices spanning(ChannelContext c, int axis, List<Indices> parts) {
        BroadcastUnion union = new BroadcastUnion(c, c.outputShape(0).rank());
        for (int i = 0; i < parts.size(); i++) {
            if (c.isComputed(i)) {
                union.join(parts.get(i), c.shape(i).with(axis, 1), c.node().input(i));
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
