package dev.coppice.models.kit;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The smallest task for training: bright squares on dark ground, 16×16 pixels, with an ignored border. */
public record TinyTask(int images) implements Dataset {
    public static final int SIZE = 16;
    private static final int IGNORE = 255;

    public static Network network(long seed) {
        NetworkCard card = Cards.of(Cards.input("input", SIZE, SIZE, 90, 60), "logits", "ground", "square");
        return new Network(Zoo.unet(List.of(4, 8), Shape.of(1, 3, SIZE, SIZE), 2, seed), card);
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
