package dev.coppice.models.zoo;

import dev.coppice.models.data.RandomStream;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builder of a U-Net (Ronneberger, Fischer and Brox, MICCAI 2015) with padded convolutions and one level per width.
 *
 * <p>Each level has two 3×3 convolutions with batch normalisation and ReLU. The way down is a 2×2 maximum. The way up is a
 * 2×2 transposed convolution with stride 2, joined with the level's encoder map. A 1×1 convolution makes the logits. Weights
 * are normal with variance 2 / fan-in, as He et al. (ICCV 2015) propose; biases start at 0, normalisations as identities.
 */
final class UNet {
    private final List<Integer> widths;
    private final RandomStream random;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    UNet(List<Integer> widths, long seed) {
        this.widths = widths;
        this.random = RandomStream.of(seed);
    }

    /** The graph from N×channels×height×width to N×classes×height×width. */
    Graph build(Shape image, int classes) {
        List<String> skips = new ArrayList<>();
        String tensor = "input";
        int channels = image.size(1);
        for (int level = 0; level < widths.size(); level++) {
            if (level > 0) {
                tensor = pool("pool" + level, tensor);
            }
            tensor = twice("enc" + (level + 1), tensor, channels, widths.get(level));
            channels = widths.get(level);
            skips.add(tensor);
        }
        for (int level = widths.size() - 2; level >= 0; level--) {
            String name = "dec" + (level + 1);
            int width = widths.get(level);
            String up = up(name + ".up", tensor, channels, width);
            add("Concat", name + ".concat", Attributes.NONE.with("axis", 1), skips.get(level), up);
            tensor = twice(name, name + ".concat", 2 * width, width);
            channels = width;
        }
        weights("logits", Shape.of(classes, channels, 1, 1), channels);
        constants.put("logits.bias", filled(classes, 0));
        add("Conv", "logits", Attributes.NONE.with("kernel_shape", 1, 1), tensor, "logits.weight", "logits.bias");
        Dimension batch = Dimension.open("N");
        Dimension height = Dimension.of(image.size(2));
        Dimension width = Dimension.of(image.size(3));
        return new Graph(
                "unet",
                List.of(new TensorInfo(
                        "input", ElementType.FLOAT, List.of(batch, Dimension.of(image.size(1)), height, width))),
                List.of(new TensorInfo(
                        "logits", ElementType.FLOAT, List.of(batch, Dimension.of(classes), height, width))),
                nodes,
                constants);
    }

    private String twice(String name, String input, int in, int out) {
        String first = block(name, "1", input, in, out);
        return block(name, "2", first, out, out);
    }

    private String block(String name, String number, String input, int in, int out) {
        String conv = name + ".conv" + number;
        weights(conv, Shape.of(out, in, 3, 3), in * 9);
        add("Conv", conv, Attributes.NONE.with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1), input, conv + ".weight");
        String norm = name + ".norm" + number;
        constants.put(norm + ".scale", filled(out, 1));
        constants.put(norm + ".bias", filled(out, 0));
        constants.put(norm + ".mean", filled(out, 0));
        constants.put(norm + ".var", filled(out, 1));
        add(
                "BatchNormalization",
                norm,
                Attributes.NONE,
                conv,
                norm + ".scale",
                norm + ".bias",
                norm + ".mean",
                norm + ".var");
        return add("Relu", name + ".relu" + number, Attributes.NONE, norm);
    }

    private String up(String name, String input, int in, int out) {
        Attributes window = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        // Kernel and stride are equal: every output pixel is reached from one input pixel, so fan-in is the channels.
        weights(name, Shape.of(in, out, 2, 2), in);
        constants.put(name + ".bias", filled(out, 0));
        return add("ConvTranspose", name, window, input, name + ".weight", name + ".bias");
    }

    private String pool(String name, String input) {
        return add("MaxPool", name, Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2), input);
    }

    private void weights(String name, Shape shape, int fanIn) {
        double deviation = Math.sqrt(2.0 / fanIn);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.normal());
        }
        constants.put(name + ".weight", Tensor.floats(shape, values));
    }

    private static Tensor filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return Tensor.floats(Shape.of(count), values);
    }

    private String add(String op, String output, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, output, attributes, inputs));
        return output;
    }
}
