package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
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

    /** The folder itself as one split {@code all}, or else those folders in it, that hold something. */
    static Map<String, Path> places(Path folder, Predicate<Path> holds) {
        Map<String, Path> places = new LinkedHashMap<>();
        if (holds.test(folder)) {
            places.put("all", folder);
            return places;
        }
        ImageFolder.entries(folder, Files::isDirectory).stream()
                .filter(name -> holds.test(folder.resolve(name)))
                .forEach(name -> places.put(name, folder.resolve(name)));
        return places;
    }
}
