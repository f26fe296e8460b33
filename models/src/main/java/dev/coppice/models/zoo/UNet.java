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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a U-Net (Ronneberger, Fischer and Brox, MICCAI 2015) with padded convolutions and one level a width.
 *
 * <p>Each level is two 3×3 convolutions with ReLU; down by 2×2 maximum, up by a 2×2 transposed convolution with stride 2,
 * joined with the level's encoder map; a 1×1 convolution makes the logits. Weights are drawn as He et al. (ICCV 2015)
 * propose, normal with variance 2 / fan-in; biases start at 0.
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

    /** The graph N×channels×height×width to N×classes×height×width. */
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
        conv("logits", tensor, channels, classes, 1);
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
        String first = add("Relu", name + ".relu1", Attributes.NONE, conv(name + ".conv1", input, in, out, 3));
        return add("Relu", name + ".relu2", Attributes.NONE, conv(name + ".conv2", first, out, out, 3));
    }

    private String conv(String name, String input, int in, int out, int kernel) {
        int pad = kernel / 2;
        Attributes window = Attributes.NONE.with("kernel_shape", kernel, kernel).with("pads", pad, pad, pad, pad);
        weights(name, Shape.of(out, in, kernel, kernel), in * kernel * kernel, out);
        return add("Conv", name, window, input, name + ".weight", name + ".bias");
    }

    private String up(String name, String input, int in, int out) {
        Attributes window = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        // Kernel and stride are equal: every output pixel is reached from one input pixel, so fan-in is the channels.
        weights(name, Shape.of(in, out, 2, 2), in, out);
        return add("ConvTranspose", name, window, input, name + ".weight", name + ".bias");
    }

    private String pool(String name, String input) {
        return add("MaxPool", name, Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2), input);
    }

    private void weights(String name, Shape shape, int fanIn, int out) {
        double deviation = Math.sqrt(2.0 / fanIn);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.normal());
        }
        constants.put(name + ".weight", Tensor.floats(shape, values));
        constants.put(name + ".bias", Tensor.floats(Shape.of(out), new float[out]));
    }

    private String add(String op, String output, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, output, attributes, inputs));
        return output;
    }
}
