package dev.coppice.eval.flow;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A data set of 8×8 pictures with dark road on the left, bright sky on the right and one row of ignored labels. It also
 * offers networks that tell the two apart by brightness.
 *
 * @param classes class names, usually road and sky
 * @param splits names of the splits
 */
public record TinyStreets(List<String> classes, List<String> splits) implements Dataset {
    /** Number of rows and of columns. */
    public static final int SIZE = 8;

    private static final int IGNORED = 255;
    private static final int HIDDEN = 8;

    /** Road and sky, with splits for training and validation. */
    public static TinyStreets usual() {
        return new TinyStreets(List.of("road", "sky"), List.of("train", "val"));
    }

    @Override
    public String name() {
        return "tiny-streets";
    }

    @Override
    public OptionalInt ignore() {
        return OptionalInt.of(IGNORED);
    }

    @Override
    public List<String> names(String split) {
        if (!splits.contains(split)) {
            throw new InvalidInputException("There is no split '" + split + "', only " + splits);
        }
        return List.of("a", "b", "c", "d");
    }

    @Override
    public Sample sample(String split, String name) {
        Random random = new Random(name.hashCode());
        int[] pixels = new int[SIZE * SIZE];
        byte[] labels = new byte[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            boolean sky = i % SIZE >= SIZE / 2;
            pixels[i] = 0x010101 * ((sky ? 160 : 32) + random.nextInt(64));
            labels[i] = (byte) (i < SIZE ? IGNORED : sky ? 1 : 0);
        }
        return new Sample(name, RgbImage.of(SIZE, SIZE, pixels), LabelMap.of(SIZE, SIZE, labels));
    }

    /** Two convolutions with a ReLU between. Bright pixels are class 1, whatever noise the weights carry. */
    public static Network network(String... classes) {
        Random random = new Random(1);
        float[] hidden = new float[HIDDEN * 3];
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = 0.3f + 0.1f * random.nextFloat();
        }
        float[] logits = new float[classes.length * HIDDEN];
        for (int i = 0; i < HIDDEN; i++) {
            logits[HIDDEN + i] = 1;
        }
        float[] bias = new float[classes.length];
        bias[0] = 2;
        Map<String, Tensor> constants = new LinkedHashMap<>();
        constants.put("w1", Tensor.floats(Shape.of(HIDDEN, 3, 1, 1), hidden));
        constants.put("w2", Tensor.floats(Shape.of(classes.length, HIDDEN, 1, 1), logits));
        constants.put("b2", Tensor.floats(Shape.of(classes.length), bias));
        Attributes window = Attributes.NONE.with("kernel_shape", 1, 1);
        List<Node> nodes = List.of(
                Node.of("Conv", "hidden", window, "x", "w1"),
                Node.of("Relu", "relu", Attributes.NONE, "hidden"),
                Node.of("Conv", "y", window, "relu", "w2", "b2"));
        Graph graph = new Graph("tiny", List.of(info("x", 3)), List.of(info("y", classes.length)), nodes, constants);
        return new Network(graph, card("x", "y", classes));
    }

    /** A U-Net of the zoo with these widths. It tells road and sky apart once it is trained. */
    public static Network unet(Integer... widths) {
        return new Network(
                Zoo.unet(List.of(widths), Shape.of(1, 3, SIZE, SIZE), 2, 1), card("input", "logits", "road", "sky"));
    }

    private static NetworkCard card(String input, String output, String... classes) {
        return Cards.of(Cards.input(input, SIZE, SIZE, 128, 64), output, classes);
    }

    private static TensorInfo info(String name, int channels) {
        return new TensorInfo(
                name,
                ElementType.FLOAT,
                List.of(Dimension.open("N"), Dimension.of(channels), Dimension.of(SIZE), Dimension.of(SIZE)));
    }
}
