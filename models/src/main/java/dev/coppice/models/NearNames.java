package dev.coppice.models;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Existing names that a misspelt name may have meant. */
public final class NearNames {
    private static final int SUGGESTIONS = 3;
    private static final int LETTERS_A_SLIP = 3;

    private NearNames() {}

    /** The few names nearest to the given one, nearest first. */
    public static List<String> of(String wanted, Stream<String> names) {
        return names.distinct()
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(SUGGESTIONS)
                .toList();
    }

    /** The names that fewest slips of the hand turn into the given word; none if more than a third of its letters would be wrong. */
    public static List<String> meant(String word, Collection<String> names) {
        int most = Math.max(1, word.replace("-", "").length() / LETTERS_A_SLIP);
        int fewest = names.stream().mapToInt(name -> distance(word, name)).min().orElse(most + 1);
        return fewest > most
                ? List.of()
                : names.stream().filter(name -> distance(word, name) == fewest).toList();
    }

    /**
     * The fewest letters to insert, leave out, replace or swap with a neighbour to turn one text into the other (optimal string
     * alignment: Damerau, "A technique for computer detection and correction of spelling errors", 1964).
     */
    static int distance(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int[] row : slips) {
            Arrays.setAll(row, j -> j);
        }
        for (int i = 1; i <= a.length(); i++) {
            slips[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                slips[i][j] = Math.min(replaced, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[a.length()][b.length()];
    }
}
