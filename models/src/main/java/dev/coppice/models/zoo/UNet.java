package dev.coppice.models.zoo;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.zoo.LayerBuilder.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Builder of a U-Net (Ronneberger, Fischer and Brox, MICCAI 2015) with padded convolutions and one level per width.
 *
 * <p>Each level has two 3×3 convolutions with batch normalisation and ReLU. The way down is a 2×2 maximum. The way up is a
 * 2×2 transposed convolution with stride 2, joined with the level's encoder map. A 1×1 convolution makes the logits.
 */
final class UNet {
    private final List<Integer> widths;
    private final LayerBuilder layers;

    UNet(List<Integer> widths, long seed) {
        this.widths = widths;
        this.layers = new LayerBuilder(seed);
    }

    /** The graph from N×channels×height×width to N×classes×height×width. */
    Graph build(Shape image, int classes) {
        List<String> skips = new ArrayList<>();
        String tensor = LayerBuilder.INPUT;
        int channels = image.size(1);
        for (int level = 0; level < widths.size(); level++) {
            if (level > 0) {
                tensor = layers.halved("pool" + level, tensor);
            }
            tensor = twice("enc" + (level + 1), tensor, channels, widths.get(level));
            channels = widths.get(level);
            skips.add(tensor);
        }
        for (int level = widths.size() - 2; level >= 0; level--) {
            String name = "dec" + (level + 1);
            int width = widths.get(level);
            String up = layers.doubled(name + ".up", tensor, channels, width);
            tensor = twice(name, layers.concat(name + ".concat", skips.get(level), up), 2 * width, width);
            channels = width;
        }
        layers.logits(LayerBuilder.LOGITS, tensor, channels, classes);
        return layers.graph("unet", image, classes);
    }

    private String twice(String name, String input, int in, int out) {
        return block(name, "2", block(name, "1", input, in, out), out, out);
    }

    private String block(String name, String number, String input, int in, int out) {
        String conv = layers.convolution(name + ".conv" + number, input, Kernel.of(in, out, 3));
        return layers.relu(name + ".relu" + number, layers.normalisation(name + ".norm" + number, conv, out));
    }
}
