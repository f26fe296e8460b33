package dev.coppice.models.data.layout;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The usual names of splits. */
final class SplitNames {
    private static final Pattern YEAR = Pattern.compile("[-_]?(19|20)[0-9]{2}$");

    private SplitNames() {}

    /** A split's name as all commands call it: {@code train} for training and train2017, {@code val} for validation. */
    static String usual(String name) {
        String plain = YEAR.matcher(name).replaceFirst("");
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case "training", "train" -> "train";
            case "validation", "valid", "val", "dev" -> "val";
            case "testing", "test" -> "test";
            default -> plain.isEmpty() ? name : plain;
        };
    }

    /** Adds a split under its usual name, or under its own where two splits have that one, so that none is lost. */
    static void add(Map<String, SplitListing> splits, String name, SplitListing listing) {
        String free = splits.containsKey(usual(name)) ? name : usual(name);
        while (splits.containsKey(free)) {
            free = free + "-2";
        }
        splits.put(free, listing);
    }

    /** Whether a name is that of a usual split. */
    static boolean isOne(String name) {
        String usual = usual(name);
        return usual.equals("train") || usual.equals("val") || usual.equals("test");
    }
}
