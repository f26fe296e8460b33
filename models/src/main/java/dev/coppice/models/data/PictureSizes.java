package dev.coppice.models.data;

import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sizes of the pictures of a split.
 *
 * @param split name of the split
 * @param counts number of pictures by size, written height×width
 */
public record PictureSizes(String split, Map<String, Integer> counts) {
    private static final int SHOWN = 3;

    /** Reads the whole split. Volumes are not resized, so none is counted. */
    public static PictureSizes of(Dataset data, String split) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : data.holdsVolumes() ? List.<String>of() : data.names(split)) {
            RgbImage image = data.sample(split, name).image();
            counts.merge(size(image.height(), image.width()), 1, Integer::sum);
        }
        return new PictureSizes(split, Map.copyOf(counts));
    }

    /** A sentence on the pictures whose size differs from the network's input; empty if there are none. */
    public Optional<String> resized(NetworkCard card) {
        InputSpec input = card.input();
        String wanted = size(input.height(), input.width());
        List<Map.Entry<String, Integer>> others = counts.entrySet().stream()
                .filter(e -> !e.getKey().equals(wanted))
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        int resized = others.stream().mapToInt(Map.Entry::getValue).sum();
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        String sizes = others.stream()
                .limit(SHOWN)
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(resized + " of " + all + " pictures of split '" + split + "' are not " + wanted
                + " (height×width) but " + sizes
                + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " other sizes" : "")
                + (card.isClassifier()
                        ? centred(input)
                        : ": they are resized to what the network takes, and scored at the size of their labels."));
    }

    private static String centred(InputSpec input) {
        return String.format(
                Locale.ROOT,
                ": the network sees the centre of each, %.4g %% of the shorter side, resized to what it takes.",
                100 * input.crop().orElse(InputSpec.USUAL_CROP));
    }

    private static String size(int height, int width) {
        return height + "×" + width;
    }
}
