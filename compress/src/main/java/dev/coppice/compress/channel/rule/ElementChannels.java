package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rule for GatherElements and ScatterElements, which work along one axis. Beside it data, indices and updates unite where
 * they have as many channels; along it channels are protected.
 */
public final class ElementChannels implements ChannelRule {
    @Override
    public List<Indices> propagate(ChannelContext c) {
        int rank = c.shape(0).rank();
        int axis = ShapeContext.axis(c.node().attributes().integer("axis", 0), rank);
        int[] inputs = IntStream.range(0, c.node().inputs().size()).toArray();
        int[] carrying = Arrays.stream(inputs)
                .flatMap(i -> Arrays.stream(c.indices(i).axes()))
                .distinct()
                .toArray();
        boolean parallel = Arrays.stream(carrying)
                .allMatch(k -> k != axis
                        && Arrays.stream(inputs)
                                .allMatch(i -> c.shape(i).size(k) == c.shape(0).size(k)));
        if (!parallel) {
            return c.protectInputs("is picked or written to by position in " + c.node());
        }
        BroadcastUnion union = new BroadcastUnion(c, rank);
        Arrays.stream(inputs)
                .filter(c::isComputed)
                .forEach(i -> union.join(
                        c.indices(i), c.shape(i).with(axis, 1), c.node().input(i)));
        Indices met = union.result();
        Arrays.stream(inputs).filter(i -> c.constant(i).isPresent()).forEach(i -> c.slice(i, met));
        return List.of(met);
    }
}
