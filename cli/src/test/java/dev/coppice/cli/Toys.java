package dev.coppice.cli;

import ai.onnx.proto.OnnxMl;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A network and labelled images small enough to do everything with in a moment: "light" is where pixels are bright. */
public final class Toys {
    public static final int H = 16;
    public static final int W = 24;
    static final double GREY = 128;

    private static final int WIDTH = 8;

    private Toys() {}

    /** The card of {@link #network}. */
    static NetworkCard card() {
        return new NetworkCard(
                "toy",
                Cards.input("input", H, W, GREY, 64),
                new OutputSpec("logits", OutputKind.LOGITS),
                List.of("dark", "light"));
    }

    /**
     * An encoder of two levels and a decoder that tells bright from dark without fault: channels 0 and 1 of the first
     * convolution carry brightness and darkness to the logits, everything else is small noise.
     */
    public static Network network() {
        return network(false);
    }

    private static Network network(boolean normalised) {
        Random random = new Random(5);
        Map<String, Tensor> constants = new LinkedHashMap<>();
        float[] first = Normal.values(random, WIDTH * 3 * 9, 0.05);
        for (int c = 0; c < 3; c++) {
            for (int k = 0; k < 9; k++) {
                first[c * 9 + k] = k == 4 ? 1 : 0;
                first[27 + c * 9 + k] = k == 4 ? -1 : 0;
            }
        }
        constants.put("enc1.weight", Tensor.floats(Shape.of(WIDTH, 3, 3, 3), first));
        constants.put("enc2.weight", Normal.tensor(random, 0.1, WIDTH, WIDTH, 3, 3));
        constants.put("up.weight", Normal.tensor(random, 0.1, WIDTH, WIDTH, 2, 2));
        float[] last = Normal.values(random, 2 * 2 * WIDTH, 0.01);
        last[0] = -1;
        last[1] = 1;
        last[2 * WIDTH] = 1;
        last[2 * WIDTH + 1] = -1;
        constants.put("logits.weight", Tensor.floats(Shape.of(2, 2 * WIDTH, 1, 1), last));
        Attributes window = Attributes.NONE.with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1);
        Attributes two = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        List<Node> nodes = List.of(
                Node.of("Conv", "enc1", window, "input", "enc1.weight"),
                Node.of("Relu", "enc1.relu", Attributes.NONE, "enc1"),
                Node.of("MaxPool", "pool", two, "enc1.relu"),
                Node.of("Conv", "enc2", window, "pool", "enc2.weight"),
                Node.of("Relu", "enc2.relu", Attributes.NONE, "enc2"),
                Node.of("ConvTranspose", "up", two, "enc2.relu", "up.weight"),
                Node.of("Concat", "joined", Attributes.NONE.with("axis", 1), "enc1.relu", "up"),
                Node.of("Conv", "logits", Attributes.NONE.with("kernel_shape", 1, 1), "joined", "logits.weight"));
        List<Node> all = normalised ? normalised(nodes, constants) : nodes;
        return new Network(
                new Graph("toy", List.of(info("input", 3)), List.of(info("logits", 2)), all, constants), card());
    }

    private static List<Node> normalised(List<Node> nodes, Map<String, Tensor> constants) {
        for (String name : List.of("scale", "shift", "mean", "variance")) {
            float[] values = new float[WIDTH];
            Arrays.fill(values, name.equals("scale") || name.equals("variance") ? 1 : 0);
            constants.put(name, Tensor.floats(Shape.of(WIDTH), values));
        }
        List<Node> all = new ArrayList<>(nodes);
        all.set(1, Node.of("Relu", "enc1.relu", Attributes.NONE, "norm"));
        all.add(
                1,
                Node.of("BatchNormalization", "norm", Attributes.NONE, "enc1", "scale", "shift", "mean", "variance"));
        return all;
    }

    /** Writes the network and its card; the path of the model. */
    public static Path model(Path folder) throws IOException {
        return written(folder, network());
    }

    /** The same with a batch normalisation behind the first convolution. */
    static Path normalisedModel(Path folder) throws IOException {
        return written(folder, network(true));
    }

    private static Path written(Path folder, Network network) throws IOException {
        Path file = folder.resolve("toy.onnx");
        Files.write(file, OnnxWriter.bytes(network));
        Files.writeString(CardFile.beside(file), CardFile.format(card()));
        return file;
    }

    /** Writes a data set of 4 pictures to train on and 2 to validate with; the path of its folder. */
    public static Path data(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                data.resolve("dataset.json"),
                "{\"name\": \"toys\", \"classes\": [\"dark\", \"light\"], \"ignore\": 255}");
        for (int i = 0; i < 4; i++) {
            picture(data, "train", "p" + i, 100 + i);
        }
        for (int i = 0; i < 2; i++) {
            picture(data, "val", "p" + i, 200 + i);
        }
        return data;
    }

    /** Writes one picture with a bright rectangle, and its label. */
    private static void picture(Path data, String split, String name, long seed) throws IOException {
        Random random = new Random(seed);
        int left = random.nextInt(W / 2);
        int top = random.nextInt(H / 2);
        int[] pixels = new int[W * H];
        byte[] labels = new byte[W * H];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % W - left;
            int y = i / W - top;
            boolean light = x >= 0 && x < W / 2 && y >= 0 && y < H / 2;
            int grey = (light ? 180 : 20) + random.nextInt(56);
            pixels[i] = grey * 0x010101;
            labels[i] = (byte) (light ? 1 : 0);
        }
        Path images = Files.createDirectories(data.resolve("images").resolve(split));
        Path masks = Files.createDirectories(data.resolve("labels").resolve(split));
        Pictures.write(images.resolve(name + ".png"), RgbImage.of(W, H, pixels));
        Pictures.writeLabels(masks.resolve(name + ".png"), LabelMap.of(W, H, labels));
    }

    private static TensorInfo info(String name, int channels) {
        return new TensorInfo(
                name,
                ElementType.FLOAT,
                List.of(Dimension.open("N"), Dimension.of(channels), Dimension.of(H), Dimension.of(W)));
    }

    /**
     * Moves the weights of a model out of it, by turns into {@code toy.onnx.data} and {@code toy.onnx.more} beside it, one behind
     * the other; the model stays.
     */
    public static void externalize(Path model) throws IOException {
        OnnxMl.ModelProto.Builder proto = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        List<String> names = List.of("toy.onnx.data", "toy.onnx.more");
        List<ByteArrayOutputStream> files = List.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());
        int turn = 0;
        for (OnnxMl.TensorProto.Builder weight : proto.getGraphBuilder().getInitializerBuilderList()) {
            byte[] bytes = weight.getRawData().toByteArray();
            ByteArrayOutputStream file = files.get(turn % 2);
            weight.clearRawData()
                    .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(entry("location", names.get(turn % 2)))
                    .addExternalData(entry("offset", Integer.toString(file.size())))
                    .addExternalData(entry("length", Integer.toString(bytes.length)));
            file.write(bytes);
            turn++;
        }
        Files.write(model, proto.build().toByteArray());
        for (int i = 0; i < names.size(); i++) {
            Files.write(model.resolveSibling(names.get(i)), files.get(i).toByteArray());
        }
    }

    private static OnnxMl.StringStringEntryProto entry(String key, String value) {
        return OnnxMl.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(value)
                .build();
    }

    /** A model file whose weights lost their data and kept their sizes. */
    public static byte[] withoutData(Path model) throws IOException {
        OnnxMl.ModelProto.Builder proto = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        proto.getGraphBuilder().getInitializerBuilderList().forEach(OnnxMl.TensorProto.Builder::clearRawData);
        return proto.build().toByteArray();
    }
}
