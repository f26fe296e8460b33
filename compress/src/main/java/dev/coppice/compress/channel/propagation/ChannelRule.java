package dev.coppice.compress.channel.propagation;

import java.util.List;

/** Rule by which one operator family carries channels from its inputs to its outputs. */
@FunctionalInterface
public interface ChannelRule {
    /**
     * The atoms of the node's outputs, by position. On the way it unites and protects atoms and notes constants to slice.
     * Outputs left out at the end carry no channels.
     *
     * @param context the node with the atoms of its inputs
     */
    List<Indices> propagate(ChannelContext context);

    /** How many sets of the channels that tensors have {@link ChannelContext#others beside} their first it carries. */
    default int carriesBeside() {
        return 0;
    }
}
