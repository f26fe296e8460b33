package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Splits drawn by a seed. A picture's place in the draw depends on the seed and its name alone, so that an added picture
 * moves few others.
 *
 * @param seed seed of the draw
 * @param shares share of the pictures of each split, above 0; together 1
 */
public record DrawnSplits(long seed, Map<String, Double> shares) {
    /** Splits are names of folders, too. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");

    /** What is drawn where a folder says nothing. */
    static final DrawnSplits USUAL = by(0);

    private static final double ROUNDING = 1e-6;

    public DrawnSplits {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!shares.values().stream().allMatch(s -> s > 0) || !(Math.abs(sum - 1) <= ROUNDING)) {
            throw new InvalidInputException("The shares of the splits are " + shares
                    + ", expected numbers above 0 whose sum is 1, such as {train=0.8, val=0.2}.");
        }
        if (!shares.keySet().stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new InvalidInputException("The splits are called " + shares.keySet()
                    + ", expected letters, digits, - and _, such as train and val.");
        }
    }

    /** The usual shares, four fifths to train and one to validate, drawn by a seed. */
    public static DrawnSplits by(long seed) {
        return new DrawnSplits(seed, usual());
    }

    private static Map<String, Double> usual() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("train", 0.8);
        shares.put("val", 0.2);
        return shares;
    }

    /** Lists that share one draw. */
    Map<String, SplitListing> of(SplitListing all) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        shares.keySet().forEach(split -> splits.put(split, () -> drawn(all.list(), split)));
        return splits;
    }

    private SortedMap<String, SplitListing.Pair> drawn(SortedMap<String, SplitListing.Pair> all, String wanted) {
        List<String> names = new ArrayList<>(all.keySet());
        names.sort(Comparator.comparingLong(this::place).thenComparing(Comparator.naturalOrder()));
        double upTo = 0;
        int from = 0;
        for (Map.Entry<String, Double> split : shares.entrySet()) {
            upTo += split.getValue();
            int end = (int) Math.min(names.size(), Math.round(upTo * names.size()));
            if (split.getKey().equals(wanted)) {
                return pairs(all, names.subList(from, end), wanted);
            }
            from = end;
        }
        throw new IllegalArgumentException(wanted);
    }

    private SortedMap<String, SplitListing.Pair> pairs(
            SortedMap<String, SplitListing.Pair> all, List<String> names, String split) {
        if (names.isEmpty()) {
            throw new InvalidInputException("Split '" + split + "' is " + shares.get(split) + " of " + all.size()
                    + " pictures, which is none. Give a larger share under \"splits\" in dataset.json.");
        }
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>(all);
        pairs.keySet().retainAll(Set.copyOf(names));
        return pairs;
    }

    private long place(String name) {
        long hash = 0;
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            hash = 31 * hash + letter;
        }
        return RandomStream.of(seed, hash).bits();
    }
}
