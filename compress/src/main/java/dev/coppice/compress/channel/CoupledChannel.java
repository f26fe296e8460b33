package dev.coppice.compress.channel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Coupled channel: every (tensor, axis, index) that goes together, the smallest thing that pruning can remove. Prints one cut a
 * line; see {@link ChannelGroup} for an example.
 */
public record CoupledChannel(List<Cut> cuts) {
    public CoupledChannel {
        cuts = List.copyOf(cuts);
    }

    @Override
    public String toString() {
        return cuts.stream().map(Cut::toString).collect(Collectors.joining("\n"));
    }
}
