package dev.coppice.models.network;

import dev.coppice.models.graph.ImageLayout;
import java.util.List;
import java.util.Optional;

/**
 * The image input: N×C×height×width, value = (pixel − mean) / std per channel, pixels 0…255.
 *
 * @param name name of the graph input
 * @param height height in pixels that the network was made for
 * @param width width in pixels that the network was made for
 * @param order order of the colour channels, also in mean and std
 * @param mean value subtracted from pixels, one per channel
 * @param std value that pixels are divided by, one per channel, above 0
 * @param layout order of the axes in the file; empty for N×C×H×W, or if the graph is to tell
 */
public record InputSpec(
        String name,
        int height,
        int width,
        ChannelOrder order,
        List<Double> mean,
        List<Double> std,
        Optional<ImageLayout> layout) {
    public InputSpec {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** An input in the order that the graph tells. */
    public InputSpec(String name, int height, int width, ChannelOrder order, List<Double> mean, List<Double> std) {
        this(name, height, width, order, mean, std, Optional.empty());
    }

    /** The same input of another size. */
    public InputSpec sized(int newHeight, int newWidth) {
        return new InputSpec(name, newHeight, newWidth, order, mean, std, layout);
    }

    /** The same input with its axes in another order in the file. */
    public InputSpec stored(Optional<ImageLayout> as) {
        return as.equals(layout) ? this : new InputSpec(name, height, width, order, mean, std, as);
    }

    public int channels() {
        return mean.size();
    }
}
