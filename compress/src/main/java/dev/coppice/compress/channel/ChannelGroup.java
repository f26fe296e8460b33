package dev.coppice.compress.channel;

import java.util.List;
import java.util.stream.Collectors;

/** Every (tensor, axis, index) that goes together: the smallest thing pruning can remove. Prints one cut a line. */
public record ChannelGroup(List<Cut> cuts) {
    public ChannelGroup {
        cuts = List.copyOf(cuts);
    }

    @Override
    public String toString() {
        return cuts.stream().map(Cut::toString).collect(Collectors.joining("\n"));
    }
}
