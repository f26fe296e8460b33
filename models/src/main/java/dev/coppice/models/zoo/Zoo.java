package dev.coppice.models.zoo;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Networks that come with Coppice. */
public final class Zoo {
    /** The seed of the street network's training scenes and of its initial weights. */
    public static final long STREET_SEED = 1;

    /** The default number of channels of each U-Net level. */
    public static final List<Integer> UNET_WIDTHS = List.of(16, 32, 64, 128);

    /** The number of channels of each level of the street network. */
    public static final List<Integer> STREET_WIDTHS = List.of(24, 48, 96, 192);

    private static final double MEAN = 110;
    private static final double DEVIATION = 65;

    private Zoo() {}

    /**
     * A U-Net with fresh weights: one level per width, convolutions with batch normalisation, open batch.
     *
     * @param widths number of channels of each level, finest first
     * @param image input shape 1×C×H×W; H and W divisible by 2^(levels − 1)
     * @param classes number of channels of the output {@code logits}
     * @param seed seed of the weights
     */
    public static Graph unet(List<Integer> widths, Shape image, int classes, long seed) {
        int step = 1 << (widths.size() - 1);
        if (image.size(2) % step != 0 || image.size(3) % step != 0) {
            throw new InvalidInputException(
                    "A U-Net of " + widths.size() + " levels takes heights and widths divisible by " + step + ", not "
                            + image.size(2) + "×" + image.size(3) + ".");
        }
        return new UNet(widths, seed).build(image, classes);
    }

    /** The U-Net for {@link SyntheticScenes} with fresh weights: widths 24, 48, 96, 192 on 192×256 RGB. */
    public static Network untrainedStreet(long seed) {
        List<String> classes = SyntheticScenes.of(STREET_SEED).classes();
        Shape image = Shape.of(1, 3, SyntheticScenes.HEIGHT, SyntheticScenes.WIDTH);
        return named("street", unet(STREET_WIDTHS, image, classes.size(), seed), classes);
    }

    /**
     * A U-Net with fresh weights for the classes of a data set and the size of its first training picture.
     *
     * @param widths number of channels of each level, finest first
     * @throws InvalidInputException if the pictures' height or width is not divisible by 2^(levels − 1)
     */
    public static Network untrained(List<Integer> widths, Dataset data, long seed) {
        Graph graph = unet(widths, firstImage(data), data.classes().size(), seed);
        return named("unet", graph, data.classes());
    }

    /**
     * A DeepLab V3+ (Chen et al., ECCV 2018) on MobileNetV2 with fresh weights, at output stride 16, for the classes of a data
     * set and the size of its first training picture.
     */
    public static Network untrainedDeepLab(Dataset data, long seed) {
        Graph graph = new DeepLab(seed).build(firstImage(data), data.classes().size());
        return named("deeplabv3plus", graph, data.classes());
    }

    /**
     * A deep aggregation network after DLA-34 (Yu et al., CVPR 2018) with fresh weights and half of its width, for the classes
     * of a data set and the size of its first training picture.
     *
     * @throws InvalidInputException if the pictures are smaller than 17×17
     */
    public static Network untrainedDeepAggregation(Dataset data, long seed) {
        Shape image = firstImage(data);
        if (Math.min(image.size(2), image.size(3)) < DeepAggregation.SMALLEST) {
            throw new InvalidInputException("A deep aggregation network takes pictures of at least "
                    + DeepAggregation.SMALLEST + "×" + DeepAggregation.SMALLEST + ", not " + image.size(2) + "×"
                    + image.size(3) + ".");
        }
        Graph graph = new DeepAggregation(seed).build(image, data.classes().size());
        return named("dan", graph, data.classes());
    }

    private static Shape firstImage(Dataset data) {
        RgbImage first = data.sample("train", data.names("train").get(0)).image();
        return Shape.of(1, 3, first.height(), first.width());
    }

    private static Network named(String name, Graph graph, List<String> classes) {
        List<Dimension> sizes = graph.inputs().get(0).dimensions();
        InputSpec input = new InputSpec(
                "input",
                List.of(sizes.get(2).size(), sizes.get(3).size()),
                ChannelOrder.RGB,
                Collections.nCopies(3, MEAN),
                Collections.nCopies(3, DEVIATION));
        OutputSpec output = new OutputSpec("logits", OutputKind.LOGITS);
        return new Network(graph, new NetworkCard(name, input, output, classes));
    }

    /** The trained U-Net for {@link SyntheticScenes}. {@code docs/results/zoo-street.md} gives its accuracy and training. */
    public static Network street() {
        NetworkCard card = CardFile.parse(new String(resource("street.json"), StandardCharsets.UTF_8), "street.json");
        return new Network(OnnxReader.parse(resource("street.onnx"), "street.onnx"), card);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Zoo.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource '" + name + "' is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read resource '" + name + "'", e);
        }
    }
}
