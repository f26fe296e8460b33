package dev.coppice.models.network;

import java.util.List;

/**
 * The image input: N×C×height×width, value = (pixel − mean) / std per channel, pixels 0…255.
 *
 * @param name the graph input
 * @param height rows of the size the network was made for
 * @param width columns of that size
 * @param order colour channel order, for mean and std too
 * @param mean subtracted, one a channel
 * @param std divided by, one a channel
 */
public record InputSpec(String name, int height, int width, ChannelOrder order, List<Double> mean, List<Double> std) {
    public InputSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    public int channels() {
        return mean.size();
    }
}
