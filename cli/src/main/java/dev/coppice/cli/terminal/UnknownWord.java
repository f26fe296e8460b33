package dev.coppice.cli.terminal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of commands and options that there are none of, with those that were meant. */
public final class UnknownWord {
    private static final int LETTERS_A_SLIP = 3;

    private UnknownWord() {}

    /** One sentence for each option that there is none of, or for the first word that is no command or one argument too many. */
    public static String message(UnmatchedArgumentException problem) {
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        List<String> options = problem.getUnmatched().stream()
                .filter(word -> word.startsWith("-"))
                .map(word -> word.split("=", 2)[0])
                .toList();
        if (!options.isEmpty()) {
            return String.join(
                    "\n",
                    options.stream()
                            .map(option -> "There is no option '" + option + "'."
                                    + meant(option, command.optionsMap().keySet()))
                            .toList());
        }
        String word = problem.getUnmatched().get(0);
        Map<String, ?> commands = command.subcommands();
        return commands.isEmpty()
                ? "'" + word + "' is one argument too many."
                : "There is no command '" + word + "'." + meant(word, commands.keySet());
    }

    private static String meant(String word, Collection<String> known) {
        List<String> nearest = nearest(word, known);
        return nearest.isEmpty() ? "" : " Did you mean " + String.join(" or ", nearest) + "?";
    }

    /** The known words that fewest slips of the hand turn into this one; none if too many would be needed. */
    static List<String> nearest(String word, Collection<String> known) {
        int most = Math.max(1, word.replace("-", "").length() / LETTERS_A_SLIP);
        int fewest = known.stream().mapToInt(other -> slips(word, other)).min().orElse(most + 1);
        return fewest > most
                ? List.of()
                : known.stream().filter(other -> slips(word, other) == fewest).toList();
    }

    /**
     * The letters to insert, leave out, replace or swap with a neighbour (optimal string alignment: Damerau, "A technique for
     * computer detection and correction of spelling errors", 1964).
     */
    static int slips(String a, String b) {
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
