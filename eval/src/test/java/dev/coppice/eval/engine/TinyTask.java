package dev.coppice.eval.engine;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The smallest task worth training for: bright squares on dark ground, 16×16 pixels, a border ignored. */
public record TinyTask(int images) implements Dataset {
    public static final int SIZE = 16;
    private static final int IGNORE = 255;

    public static Network network(long seed) {
        InputSpec input = new InputSpec(
                "input", SIZE, SIZE, ChannelOrder.RGB, List.of(90.0, 90.0, 90.0), List.of(60.0, 60.0, 60.0));
        NetworkCard card = new NetworkCard(
                "tiny", input, new OutputSpec("logits", OutputKind.LOGITS), List.of("ground", "square"));
        return new Network(Zoo.unet(List.of(4, 8), Shape.of(1, 3, SIZE, SIZE), 2, seed), card);
    }

    /** Accuracy over the {@code val} split, by the training engine itself. */
    public Evaluator evaluator() {
        return network -> {
            ConfusionMatrix matrix = new ConfusionMatrix(2);
            Preprocessing preprocessing = Preprocessing.of(network.card());
            try (InferenceSession session = InferenceSession.of(network, network.inputShape(1))) {
                for (String name : names("val")) {
                    Sample sample = sample("val", name);
                    float[] logits = session.logits(preprocessing.tensor(sample.image()));
                    for (int p = 0; p < SIZE * SIZE; p++) {
                        int truth = sample.labels().at(p % SIZE, p / SIZE);
                        if (truth != IGNORE) {
                            matrix.add(truth, logits[SIZE * SIZE + p] > logits[p] ? 1 : 0);
                        }
                    }
                }
            }
            return Evaluation.of(matrix, classes(), names("val").size());
        };
    }

    @Override
    public String name() {
        return "squares";
    }

    @Override
    public List<String> classes() {
        return List.of("ground", "square");
    }

    @Override
    public OptionalInt ignore() {
        return OptionalInt.of(IGNORE);
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
        RandomStream random = RandomStream.of(split.length(), Integer.parseInt(name.substring(1)));
        int left = 2 + random.below(6);
        int top = 2 + random.below(6);
        int[] pixels = new int[SIZE * SIZE];
        byte[] labels = new byte[SIZE * SIZE];
        for (int p = 0; p < pixels.length; p++) {
            int x = p % SIZE;
            int y = p / SIZE;
            boolean inside = x >= left && x < left + 6 && y >= top && y < top + 6;
            int grey = (inside ? 130 : 60) + random.below(50);
            pixels[p] = grey * 0x010101;
            labels[p] = (byte) (x == 0 || y == 0 ? IGNORE : inside ? 1 : 0);
        }
        return new Sample(name, RgbImage.of(SIZE, SIZE, pixels), LabelMap.of(SIZE, SIZE, labels));
    }
}
