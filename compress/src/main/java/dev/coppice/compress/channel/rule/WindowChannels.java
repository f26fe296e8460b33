package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelContext;
import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rule for pooling and resampling: every channel (axis 1) passes alone, and so does one along an axis that keeps its places. The target sizes of a Resize follow a cut. */
public final class WindowChannels implements ChannelRule {
    private static final int SIZES = 3;

    @Override
    public List<Indices> propagate(ChannelContext c) {
        if (c.node().is("Resize") && c.node().hasInput(SIZES) && c.value(SIZES).isEmpty()) {
            return c.protectInputs("reaches " + c.node() + ", whose sizes are computed at run time");
        }
        Indices out = passed(c);
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

    /** The atoms on axis 1; where a Resize has some on another axis that it leaves as it is, these. */
    private static Indices passed(ChannelContext c) {
        int rank = c.outputShape(0).rank();
        if (c.node().is("Resize")) {
            Indices x = c.constant(0).isPresent() && c.shape(0).size(1) == 1
                    ? c.filled(
                            0,
                            unchanged(c)
                                    .filter(axis -> c.shape(0).size(axis) > 1)
                                    .findFirst()
                                    .orElse(1))
                    : c.settled(0);
            if (unchanged(c).anyMatch(axis -> x.length(axis) > 1)) {
                return x;
            }
        }
        return Indices.along(rank, 1, c.channels(0, 1));
    }

    /** The axes along which a Resize gives every place its own value: with no other size, and no crop or shift. */
    private static IntStream unchanged(ChannelContext c) {
        String coordinates = c.node().attributes().text("coordinate_transformation_mode", "half_pixel");
        return IntStream.range(0, coordinates.startsWith("tf_") ? 0 : c.shape(0).rank())
                .filter(axis -> c.shape(0).size(axis) == c.outputShape(0).size(axis));
    }
}
