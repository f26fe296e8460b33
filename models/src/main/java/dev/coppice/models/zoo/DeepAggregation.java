package dev.coppice.models.zoo;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.zoo.LayerBuilder.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Builder of a deep aggregation network: DLA-34 (Yu et al., CVPR 2018) of half its width, with iterative deep aggregation
 * down to stride 4.
 *
 * <p>Six levels have 8 to 256 channels at strides 1 to 32. From the third on, a level is a tree of residual blocks, whose
 * outputs a 1×1 convolution joins (hierarchical deep aggregation). The maps of strides 4 to 32 are merged pair by pair, each
 * coarser one resized to the finer (iterative deep aggregation). Maps are resized to each other, so any height and width
 * will do.
 */
final class DeepAggregation {
    /** The least height and width that can be halved so often. */
    static final int SMALLEST = 17;

    private static final int[] WIDTHS = {8, 16, 32, 64, 128, 256};

    /** Depth of the tree of each level; 0 for a single convolution. */
    private static final int[] DEPTHS = {0, 0, 1, 2, 2, 1};

    /** The first level that is aggregated, at stride 4. */
    private static final int FINEST = 2;

    private final LayerBuilder layers;

    /**
     * A map under construction.
     *
     * @param tensor name of the map
     * @param channels number of its channels
     */
    private record Layer(String tensor, int channels) {}

    /** Channels, depth and stride of a tree. */
    private record Form(int width, int depth, int stride) {}

    DeepAggregation(long seed) {
        this.layers = new LayerBuilder(seed);
    }

    /** The graph from N×channels×height×width to N×classes×height×width. */
    Graph build(Shape image, int classes) {
        Kernel stem = Kernel.of(image.size(1), WIDTHS[0], 7);
        Layer map = new Layer(layers.rectified("stem", LayerBuilder.INPUT, stem), WIDTHS[0]);
        List<Layer> levels = new ArrayList<>();
        for (int level = 0; level < WIDTHS.length; level++) {
            String name = "level" + level;
            int stride = level == 0 ? 1 : 2;
            if (DEPTHS[level] == 0) {
                Kernel k = Kernel.of(map.channels(), WIDTHS[level], 3).strided(stride);
                map = new Layer(layers.rectified(name, map.tensor(), k), WIDTHS[level]);
            } else {
                List<Layer> inputs = level > FINEST ? List.of(halved(name + ".root", map)) : List.of();
                map = tree(name, map, new Form(WIDTHS[level], DEPTHS[level], stride), inputs);
            }
            levels.add(map);
        }
        Layer merged = aggregate(new ArrayList<>(levels.subList(FINEST, levels.size())));
        String coarse = layers.logits("coarse", merged.tensor(), merged.channels(), classes);
        layers.resizedLike(LayerBuilder.LOGITS, coarse, LayerBuilder.INPUT);
        return layers.graph("dan", image, classes);
    }

    /**
     * Two trees one after the other, or two residual blocks, whose outputs are joined with all that came before.
     *
     * @param before maps that the root of the tree joins too
     */
    private Layer tree(String name, Layer input, Form form, List<Layer> before) {
        List<Layer> joined = new ArrayList<>(before);
        int width = form.width();
        if (form.depth() > 1) {
            Layer first = tree(name + ".a", input, new Form(width, form.depth() - 1, form.stride()), List.of());
            joined.add(first);
            return tree(name + ".b", first, new Form(width, form.depth() - 1, 1), joined);
        }
        Layer first = block(name + ".a", input, width, form.stride());
        Layer second = block(name + ".b", first, width, 1);
        joined.add(0, first);
        joined.add(0, second);
        return joined(name + ".join", joined, width, 1);
    }

    /** A residual block (He et al., CVPR 2016), whose shortcut is pooled and projected where the shape changes. */
    private Layer block(String name, Layer input, int width, int stride) {
        Layer shortcut = stride == 1 ? input : halved(name + ".shortcut", input);
        String aside = shortcut.channels() == width
                ? shortcut.tensor()
                : layers.linear(name + ".project", shortcut.tensor(), Kernel.of(shortcut.channels(), width, 1));
        Kernel first = Kernel.of(input.channels(), width, 3).strided(stride);
        String inner = layers.rectified(name + ".1", input.tensor(), first);
        String outer = layers.linear(name + ".2", inner, Kernel.of(width, width, 3));
        String sum = layers.node("Add", name + ".sum", Attributes.NONE, outer, aside);
        return new Layer(layers.relu(name + ".relu", sum), width);
    }

    /** Iterative deep aggregation: from the coarsest pair on, all coarser maps are merged into each finer one. */
    private Layer aggregate(List<Layer> maps) {
        for (int finer = maps.size() - 2; finer >= 0; finer--) {
            for (int i = finer + 1; i < maps.size(); i++) {
                maps.set(i, merged("merge" + finer + "." + i, maps.get(i - 1), maps.get(i), maps.get(finer)));
            }
        }
        return maps.get(maps.size() - 1);
    }

    private Layer merged(String name, Layer kept, Layer coarser, Layer like) {
        String projected = coarser.channels() == like.channels()
                ? coarser.tensor()
                : layers.rectified(
                        name + ".project", coarser.tensor(), Kernel.of(coarser.channels(), like.channels(), 1));
        Layer resized = new Layer(layers.resizedLike(name + ".up", projected, like.tensor()), like.channels());
        return joined(name, List.of(kept, resized), like.channels(), 3);
    }

    private Layer joined(String name, List<Layer> maps, int width, int side) {
        String all =
                layers.concat(name + ".concat", maps.stream().map(Layer::tensor).toArray(String[]::new));
        int channels = maps.stream().mapToInt(Layer::channels).sum();
        return new Layer(layers.rectified(name, all, Kernel.of(channels, width, side)), width);
    }

    /** The map at half its size, as a strided convolution would make it: the size is rounded up. */
    private Layer halved(String name, Layer input) {
        Attributes window =
                Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2).with("ceil_mode", 1);
        return new Layer(layers.node("MaxPool", name, window, input.tensor()), input.channels());
    }
}
