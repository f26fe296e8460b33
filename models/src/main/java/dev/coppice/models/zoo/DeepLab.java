package dev.coppice.models.zoo;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.zoo.LayerBuilder.Kernel;

/**
 * Builder of DeepLab V3+ (Chen et al., ECCV 2018) on MobileNetV2 (Sandler et al., CVPR 2018, table 2) at output stride 16.
 *
 * <p>The last stride of the backbone is a dilation of 2. Atrous spatial pyramid pooling has a 1×1 convolution, three separable
 * 3×3 convolutions of rates 6, 12 and 18, and the mean of the map, 256 channels each. The decoder joins it with 48 channels
 * of the map at stride 4 and has two separable 3×3 convolutions. Maps are resized to each other, so any height and width will do.
 */
final class DeepLab {
    /** Expansion, channels, number of blocks, stride and dilation of each stage of the backbone. */
    private static final int[][] STAGES = {
        {1, 16, 1, 1, 1},
        {6, 24, 2, 2, 1},
        {6, 32, 3, 2, 1},
        {6, 64, 4, 2, 1},
        {6, 96, 3, 1, 1},
        {6, 160, 3, 1, 2},
        {6, 320, 1, 1, 2}
    };

    /** The stage whose map the decoder takes up. */
    private static final int LOW = 1;

    private static final int STEM = 32;
    private static final int WIDTH = 256;
    private static final int LOW_WIDTH = 48;
    private static final int[] RATES = {6, 12, 18};

    private final LayerBuilder layers;

    DeepLab(long seed) {
        this.layers = new LayerBuilder(seed);
    }

    /** The graph from N×channels×height×width to N×classes×height×width. */
    Graph build(Shape image, int classes) {
        String map = bounded(
                "stem", LayerBuilder.INPUT, Kernel.of(image.size(1), STEM, 3).strided(2));
        int channels = STEM;
        String low = map;
        for (int stage = 0; stage < STAGES.length; stage++) {
            int[] form = STAGES[stage];
            for (int block = 0; block < form[2]; block++) {
                Kernel depthwise = Kernel.depthwise(channels * form[0], 3)
                        .strided(block == 0 ? form[3] : 1)
                        .dilated(form[4]);
                map = inverted("stage" + stage + "." + block, map, channels, form[1], depthwise);
                channels = form[1];
            }
            low = stage == LOW ? map : low;
        }
        String pyramid = pyramid(map, channels);
        String fine = layers.rectified("low", low, Kernel.of(STAGES[LOW][1], LOW_WIDTH, 1));
        String joined = layers.concat("decoder.concat", layers.resizedLike("decoder.up", pyramid, fine), fine);
        String first = separable("decoder.1", joined, WIDTH + LOW_WIDTH, 1);
        String second = separable("decoder.2", first, WIDTH, 1);
        String coarse = layers.logits("coarse", second, WIDTH, classes);
        layers.resizedLike(LayerBuilder.LOGITS, coarse, LayerBuilder.INPUT);
        return layers.graph("deeplabv3plus", image, classes);
    }

    /** An inverted residual: expansion, depthwise convolution, linear projection, and the input where it has the same shape. */
    private String inverted(String name, String input, int in, int out, Kernel depthwise) {
        String wide = depthwise.in() == in ? input : bounded(name + ".expand", input, Kernel.of(in, depthwise.in(), 1));
        String spread = bounded(name + ".depthwise", wide, depthwise);
        String narrow = layers.linear(name + ".project", spread, Kernel.of(depthwise.out(), out, 1));
        return in == out && depthwise.stride() == 1 ? layers.node("Add", name, Attributes.NONE, input, narrow) : narrow;
    }

    private String pyramid(String map, int channels) {
        String pixel = layers.rectified("aspp.0", map, Kernel.of(channels, WIDTH, 1));
        String[] branches = new String[RATES.length + 2];
        branches[0] = pixel;
        for (int i = 0; i < RATES.length; i++) {
            branches[i + 1] = separable("aspp." + (i + 1), map, channels, RATES[i]);
        }
        String mean = layers.node("GlobalAveragePool", "aspp.mean", Attributes.NONE, map);
        String whole = layers.rectified("aspp.image", mean, Kernel.of(channels, WIDTH, 1));
        branches[RATES.length + 1] = layers.resizedLike("aspp.everywhere", whole, map);
        String joined = layers.concat("aspp.concat", branches);
        return layers.rectified("aspp.project", joined, Kernel.of(WIDTH * branches.length, WIDTH, 1));
    }

    private String separable(String name, String input, int in, int rate) {
        String depthwise = layers.rectified(
                name + ".depthwise", input, Kernel.depthwise(in, 3).dilated(rate));
        return layers.rectified(name + ".pointwise", depthwise, Kernel.of(in, WIDTH, 1));
    }

    private String bounded(String name, String input, Kernel k) {
        return layers.relu6(name + ".relu", layers.linear(name, input, k));
    }
}
