package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A data set of street scenes drawn by code: sky, road, pavement, buildings, trees, cars, poles and signs, with perspective,
 * occlusion, texture, light, shadows, lens blur and noise.
 *
 * <p>The scenes are hard in the ways that matter to compression. Poles are 1 to 4 pixels wide and signs a few pixels, so a
 * coarser grid costs accuracy. Colours of classes overlap (grey road, walls and overcast sky; advertisements in the colours
 * of signs), so context is needed. A sample is a function of (seed, split, index), the same on every platform. Nothing is
 * stored.
 *
 * @param seed of the whole set
 * @param train number of training scenes
 * @param val number of validation scenes
 */
public record SyntheticScenes(long seed, int train, int val) implements Dataset {
    /** Height of a scene in pixels. */
    public static final int HEIGHT = 192;

    /** Width of a scene in pixels. */
    public static final int WIDTH = 256;

    private static final Pattern NAME = Pattern.compile("scene([0-9]{5})");

    public SyntheticScenes {
        if (train < 1 || val < 1 || train > 99999 || val > 99999) {
            throw new InvalidInputException("Synthetic scenes: " + train + " for training and " + val
                    + " for validation, expected 1 to 99999.");
        }
    }

    /** 400 scenes for training and 60 for validation. */
    public static SyntheticScenes of(long seed) {
        return new SyntheticScenes(seed, 400, 60);
    }

    @Override
    public String name() {
        return "synthetic-street";
    }

    @Override
    public List<String> classes() {
        return StreetClass.names();
    }

    /** Every pixel has a class. */
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
        return IntStream.range(0, count(split))
                .mapToObj(i -> String.format(Locale.ROOT, "scene%05d", i))
                .toList();
    }

    @Override
    public Sample sample(String split, String name) {
        int index = NAME.matcher(name).matches() ? Integer.parseInt(name.substring("scene".length())) : -1;
        if (index < 0 || index >= count(split)) {
            throw new InvalidInputException("Split '" + split + "' of the synthetic scenes has no '" + name
                    + "'; it has scene00000 to " + String.format(Locale.ROOT, "scene%05d", count(split) - 1) + ".");
        }
        RandomStream random = RandomStream.of(seed, splits().indexOf(split), index);
        return new StreetScene(random, new SceneCanvas(WIDTH, HEIGHT)).draw(name);
    }

    private int count(String split) {
        return switch (split) {
            case "train" -> train;
            case "val" -> val;
            default ->
                throw new InvalidInputException(
                        "The synthetic scenes have no split '" + split + "'. Their splits are " + splits() + ".");
        };
    }
}
