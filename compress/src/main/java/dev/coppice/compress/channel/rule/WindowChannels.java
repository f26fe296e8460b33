package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;

/** Rule for pooling and resampling: every channel (axis 1) passes alone. The target sizes of a Resize follow a cut. */
public final class WindowChannels implements ChannelRule {
    private static final int SIZES = 3;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.node().is("Resize") && c.node().hasInput(SIZES) && c.value(SIZES).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose sizes are computed at run time");
        }
        int[] channels = c.channels(0, 1);
        Indices out = Indices.along(c.outputShape(0).rank(), 1, channels);
        if (c.node().is("Resize") && c.value(SIZES).isPresent()) {
            int[] all = new int[out.rank()];
            Arrays.setAll(all, i -> i);
            c.counts(
                    SIZES,
                    List.of(out),
                    Arrays.stream(c.node().attributes().integers("axes", all))
                            .map(axis -> ShapeContext.axis(axis, out.rank()))
                            .toArray());
        }
        // Positions count through all channels: only the operator that goes back by them reads them rightly after a
        // cut.
        return c.isReadOnlyBy(1, "MaxUnpool") ? List.of(out, out) : List.of(out);
    }
}
