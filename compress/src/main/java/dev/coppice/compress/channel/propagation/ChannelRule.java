package dev.coppice.compress.channel.propagation;

import java.util.List;

/** How one operator family carries channels from its inputs to its outputs. */
@FunctionalInterface
public interface ChannelRule {
    /**
     * The atoms of the node's outputs, by position; unites, protects and notes the constants to slice on the way. Outputs that are
     * left out at the end carry no channels.
     *
     * @param context the node with the atoms of its inputs
     */
    List<Indices> propagate(ChannelContext context);
}
