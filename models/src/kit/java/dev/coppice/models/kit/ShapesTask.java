package dev.coppice.models.kit;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.Task;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The smallest task for classifiers: pictures of 16×16 pixels with a red square, a green disc or two blue bars. */
public record ShapesTask(int images) implements Dataset {
    public static final int SIZE = 16;
    private static final List<String> CLASSES = List.of("bars", "disc", "square");
    private static final int[] COLOURS = {0x3040C0, 0x30B040, 0xC04030};

    /** A network with untrained weights that gives N×3. */
    public static Network network(long seed) {
        NetworkBuilder builder = NetworkBuilder.initialised(Shape.of(1, 3, SIZE, SIZE), seed)
                .conv("first", NetworkBuilder.IMAGE, 8, 3)
                .node("Relu", "a", "first")
                .pool("b", "a")
                .conv("second", "b", 16, 3)
                .node("Relu", "c", "second")
                .node("GlobalAveragePool", "pooled", "c")
                .node("Flatten", "flat", Attributes.NONE.with("axis", 1), "pooled")
                .normal("head.weight", 0.3, CLASSES.size(), 16)
                .normal("head.bias", 0.1, CLASSES.size())
                .node("Gemm", "scores", Attributes.NONE.with("transB", 1), "flat", "head.weight", "head.bias");
        NetworkCard card = Cards.of(
                Cards.input(NetworkBuilder.IMAGE, SIZE, SIZE, 90, 60), "scores", CLASSES.toArray(String[]::new));
        return new Network(builder.graph("scores"), card);
    }

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public List<String> classes() {
        return CLASSES;
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public OptionalInt ignore() {
        return OptionalInt.empty();
    }

    @Override
    public List<String> splits() {
        return List.of("train", "val");
    }

    @Override
    public List<String> names(String split) {
        return IntStream.range(0, images).mapToObj(i -> "p" + i).toList();
    }

    @Override
    public Sample sample(String split, String name) {
        int number = Integer.parseInt(name.substring(1));
        RandomStream random = RandomStream.of(split.length(), number);
        int shape = number % CLASSES.size();
        int ground = (30 + random.below(40)) * 0x010101;
        int x = 7 + random.below(3);
        int y = 7 + random.below(3);
        int[] pixels = new int[SIZE * SIZE];
        for (int p = 0; p < pixels.length; p++) {
            boolean inside = isInside(shape, p % SIZE - x, p / SIZE - y);
            pixels[p] = inside ? COLOURS[shape] : ground;
        }
        return new Sample(name, RgbImage.of(SIZE, SIZE, pixels), LabelMap.ofPicture(shape));
    }

    private static boolean isInside(int shape, int dx, int dy) {
        return switch (shape) {
            case 0 -> Math.abs(dx) <= 5 && (Math.abs(dy - 3) <= 1 || Math.abs(dy + 3) <= 1);
            case 1 -> dx * dx + dy * dy <= 25;
            default -> Math.abs(dx) <= 4 && Math.abs(dy) <= 4;
        };
    }
}
