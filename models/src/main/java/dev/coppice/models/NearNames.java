package dev.coppice.models;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Existing names that a misspelt name may have meant. */
public final class NearNames {
    private static final int SUGGESTIONS = 3;

    private NearNames() {}

    /** The few names nearest to the given one, nearest first. */
    public static List<String> of(String wanted, Stream<String> names) {
        return names.distinct()
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(SUGGESTIONS)
                .toList();
    }

    /** The fewest insertions, deletions and replacements of characters that turn one text into the other. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
