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
 * Builder of a graph, layer by layer. Weights are normal with variance 2 / fan-in, as He et al. (ICCV 2015) propose; biases
 * start at 0, normalisations as identities. Each method adds a layer of a name and returns the tensor that it makes.
 */
final class LayerBuilder {
    static final String INPUT = "input";
    static final String LOGITS = "logits";

    private final RandomStream random;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();

    LayerBuilder(long seed) {
        random = RandomStream.of(seed);
    }

    /**
     * Form of a convolution, padded so that stride 1 keeps the size of the map.
     *
     * @param side height and width of the kernel, odd
     * @param groups number of groups; {@code in} for a depthwise convolution
     */
    record Kernel(int in, int out, int side, int stride, int dilation, int groups) {
        static Kernel of(int in, int out, int side) {
            return new Kernel(in, out, side, 1, 1, 1);
        }

        static Kernel depthwise(int channels, int side) {
            return new Kernel(channels, channels, side, 1, 1, channels);
        }

        Kernel strided(int by) {
            return new Kernel(in, out, side, by, dilation, groups);
        }

        Kernel dilated(int by) {
            return new Kernel(in, out, side, stride, by, groups);
        }
    }

    /** A convolution without bias. */
    String convolution(String name, String input, Kernel k) {
        weights(
                name,
                Shape.of(k.out(), k.in() / k.groups(), k.side(), k.side()),
                k.in() / k.groups() * k.side() * k.side());
        int pad = k.dilation() * (k.side() / 2);
        Attributes window =
                Attributes.NONE.with("kernel_shape", k.side(), k.side()).with("pads", pad, pad, pad, pad);
        window = k.stride() == 1 ? window : window.with("strides", k.stride(), k.stride());
        window = k.dilation() == 1 ? window : window.with("dilations", k.dilation(), k.dilation());
        window = k.groups() == 1 ? window : window.with("group", k.groups());
        return node("Conv", name, window, input, name + ".weight");
    }

    /** A 1×1 convolution with bias to the logits. */
    String logits(String name, String input, int channels, int classes) {
        weights(name, Shape.of(classes, channels, 1, 1), channels);
        constants.put(name + ".bias", filled(classes, 0));
        return node("Conv", name, Attributes.NONE.with("kernel_shape", 1, 1), input, name + ".weight", name + ".bias");
    }

    /** A 2×2 transposed convolution of stride 2 with bias: each pixel becomes four. */
    String doubled(String name, String input, int in, int out) {
        // every output pixel is reached from one input pixel, so fan-in is the channels
        weights(name, Shape.of(in, out, 2, 2), in);
        constants.put(name + ".bias", filled(out, 0));
        Attributes window = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        return node("ConvTranspose", name, window, input, name + ".weight", name + ".bias");
    }

    /** A batch normalisation. */
    String normalisation(String name, String input, int channels) {
        constants.put(name + ".scale", filled(channels, 1));
        constants.put(name + ".bias", filled(channels, 0));
        constants.put(name + ".mean", filled(channels, 0));
        constants.put(name + ".var", filled(channels, 1));
        return node(
                "BatchNormalization",
                name,
                Attributes.NONE,
                input,
                name + ".scale",
                name + ".bias",
                name + ".mean",
                name + ".var");
    }

    /** A convolution with its batch normalisation. */
    String linear(String name, String input, Kernel k) {
        return normalisation(name + ".norm", convolution(name + ".conv", input, k), k.out());
    }

    /** A convolution with batch normalisation and ReLU. */
    String rectified(String name, String input, Kernel k) {
        return relu(name + ".relu", linear(name, input, k));
    }

    String relu(String name, String input) {
        return node("Relu", name, Attributes.NONE, input);
    }

    /** ReLU6: max(0, min(6, x)). */
    String relu6(String name, String input) {
        constants.put(name + ".min", Tensor.scalar(0));
        constants.put(name + ".max", Tensor.scalar(6));
        return node("Clip", name, Attributes.NONE, input, name + ".min", name + ".max");
    }

    /** The largest of each 2×2 block. */
    String halved(String name, String input) {
        return node("MaxPool", name, Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2), input);
    }

    String concat(String name, String... inputs) {
        return node("Concat", name, Attributes.NONE.with("axis", 1), inputs);
    }

    /** A bilinear resize to the height and width of another map. */
    String resizedLike(String name, String input, String map) {
        node("Shape", name + ".size", Attributes.NONE.with("start", 2).with("end", 4), map);
        Attributes linear = Attributes.NONE
                .with("axes", 2, 3)
                .with("mode", "linear")
                .with("coordinate_transformation_mode", "half_pixel");
        return node("Resize", name, linear, input, "", "", name + ".size");
    }

    String node(String op, String output, Attributes attributes, String... inputs) {
        nodes.add(Node.of(op, output, attributes, inputs));
        return output;
    }

    /** The graph from {@value #INPUT}, N×channels×height×width, to {@value #LOGITS}, N×classes×height×width. */
    Graph graph(String name, Shape image, int classes) {
        Dimension batch = Dimension.open("N");
        Dimension height = Dimension.of(image.size(2));
        Dimension width = Dimension.of(image.size(3));
        return new Graph(
                name,
                List.of(new TensorInfo(
                        INPUT, ElementType.FLOAT, List.of(batch, Dimension.of(image.size(1)), height, width))),
                List.of(new TensorInfo(
                        LOGITS, ElementType.FLOAT, List.of(batch, Dimension.of(classes), height, width))),
                nodes,
                constants);
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
}
