package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/**
 * Masks of COCO as run lengths: numbers of pixels outside and inside by turns, column by column from the upper left corner.
 * Compressed ones are text: five bits of a number a letter, the lowest first, and from the fourth number on the difference
 * to the one before the last.
 */
final class RunLengths {
    private static final int FIRST = 48;
    private static final int BITS = 5;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int MOST_LETTERS = 6;

    private RunLengths() {}

    /** The runs; empty if they are none, or are not those of a picture of this many pixels. */
    static Optional<int[]> of(JsonNode counts, long pixels) {
        Optional<int[]> runs = counts.isTextual() ? decompressed(counts.asText()) : numbers(counts);
        return runs.filter(found -> {
            long sum = 0;
            for (int run : found) {
                if (run < 0) {
                    return false;
                }
                sum += run;
            }
            return sum == pixels;
        });
    }

    private static Optional<int[]> numbers(JsonNode counts) {
        int[] runs = new int[counts.size()];
        for (int i = 0; i < runs.length; i++) {
            if (!counts.path(i).canConvertToInt()) {
                return Optional.empty();
            }
            runs[i] = counts.path(i).asInt();
        }
        return counts.isArray() ? Optional.of(runs) : Optional.empty();
    }

    private static Optional<int[]> decompressed(String text) {
        int[] runs = new int[text.length()];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && ((text.charAt(at) - FIRST) & MORE) != 0) {
                at++;
            }
            if (at == text.length() || at - from > MOST_LETTERS) {
                return Optional.empty();
            }
            long number = number(text, from, ++at);
            runs[count] = (int) (number + (count > 2 ? runs[count - 2] : 0));
            count++;
        }
        return Optional.of(Arrays.copyOf(runs, count));
    }

    private static long number(String text, int from, int end) {
        long number = 0;
        for (int i = from; i < end; i++) {
            number |= (long) ((text.charAt(i) - FIRST) & (MORE - 1)) << (BITS * (i - from));
        }
        boolean isNegative = ((text.charAt(end - 1) - FIRST) & SIGN) != 0;
        return isNegative ? number | -1L << (BITS * (end - from)) : number;
    }
}
