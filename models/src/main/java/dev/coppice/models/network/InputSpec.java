package dev.coppice.models.network;

import java.util.List;

/**
 * The image input: N×C×height×width, value = (pixel − mean) / std per channel, pixels 0…255.
 *
 * @param name name of the graph input
 * @param height height in pixels that the network was made for
 * @param width width in pixels that the network was made for
 * @param order order of the colour channels, also in mean and std
 * @param mean value subtracted from pixels, one per channel
 * @param std value that pixels are divided by, one per channel, above 0
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
