package dev.coppice.compress.channel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Coupled channel: all (tensor, axis, index) that go together, the smallest unit that pruning can remove. It prints one
 * cut per line; see {@link ChannelGroup} for an example.
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
