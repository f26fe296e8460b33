package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RawLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a few label pictures hold, evenly spread over all: it tells colours from numbers, and proposes classes where
 * nothing names them.
 *
 * @param numbers all numbers found
 * @param colours all colours found, up to {@value #MOST}
 * @param isColoured whether colours count and not numbers: a picture is in colours, or palettes give a number several
 * @param greys share of the pixels whose number is neither 0 nor 255
 */
record LabelScan(SortedSet<Integer> numbers, SortedSet<Integer> colours, boolean isColoured, double greys) {
    private static final int FILES = 48;
    private static final int MOST = 1 << 12;

    /** More colours than this come from photographs or smoothed edges. */
    private static final int MOST_COLOURS = 128;

    /** Numbers from here on are white, where edges are smoothed. */
    private static final int HALF = 128;

    /** The highest number of 16 bits, which stands for no class as 255 does. */
    private static final int WIDE_VOID = 0xFFFF;

    /** Numbers on either side of the half that only smoothing makes, where few pixels have them. */
    private static final int SMOOTHED = 3;

    private static final double MOST_GREYS = 0.3;

    private static final List<String> PAIR = List.of("background", "foreground");

    /**
     * Reads them; a picture that cannot be read is passed over, as it is named when it is used.
     *
     * @throws InvalidInputException if none can be read
     */
    static LabelScan of(List<Path> files) {
        SortedSet<Integer> numbers = new TreeSet<>();
        SortedSet<Integer> colours = new TreeSet<>();
        Map<Integer, Integer> palette = new HashMap<>();
        boolean coloured = false;
        long greys = 0;
        long pixels = 0;
        int count = Math.min(FILES, files.size());
        for (int i = 0; i < count; i++) {
            try {
                RawLabels raw = RawLabels.read(files.get((int) ((long) i * files.size() / count)));
                coloured |= raw.isColoured() || !isOf(palette, raw);
                greys += note(raw, numbers, colours);
                pixels += raw.pixels();
            } catch (InvalidInputException e) {
                if (i == count - 1 && numbers.isEmpty()) {
                    throw e;
                }
            }
        }
        return new LabelScan(numbers, colours, coloured, (double) greys / Math.max(1, pixels));
    }

    /** Whether a picture with a palette shows its numbers in the colours of those before it, which are noted. */
    private static boolean isOf(Map<Integer, Integer> palette, RawLabels raw) {
        boolean isOne = true;
        int last = -1;
        for (int pixel = 0; raw.hasPalette() && pixel < raw.pixels(); pixel++) {
            int number = raw.number(pixel);
            if (number != last) {
                Integer before = palette.putIfAbsent(number, raw.colour(pixel));
                isOne &= before == null || before == raw.colour(pixel);
            }
            last = number;
        }
        return isOne;
    }

    /** The number of pixels that are neither 0 nor 255. */
    private static long note(RawLabels raw, SortedSet<Integer> numbers, SortedSet<Integer> colours) {
        long last = -1;
        long greys = 0;
        for (int pixel = 0; pixel < raw.pixels(); pixel++) {
            int number = raw.number(pixel);
            int colour = raw.colour(pixel);
            long both = (long) number << Integer.SIZE | colour;
            if (both != last && colours.size() < MOST) {
                numbers.add(number);
                colours.add(colour);
            }
            last = both;
            greys += number == 0 || number == LabelKey.VOID ? 0 : 1;
        }
        return greys;
    }

    /** Whether a file's colours are those of the labels. */
    boolean isIn(NamesFile names) {
        return !names.colours().isEmpty() && (isColoured || areIn(names.colours()));
    }

    private boolean areIn(List<Integer> named) {
        return colours.stream().allMatch(colour -> colour == LabelKey.BORDER || named.contains(colour));
    }

    /** A key with a class for everything found; empty if there are too many colours or numbers for labels. */
    Optional<LabelKey> proposal() {
        return isColoured ? byColour() : pair().or(this::smoothed).or(this::byNumber);
    }

    private Optional<LabelKey> byColour() {
        boolean fits = colours.size() >= 2 && colours.size() <= MOST_COLOURS;
        return fits ? Optional.of(each(colours, true)) : Optional.empty();
    }

    /** Whether the labels hold the numbers 0 and 255, and no other. */
    boolean isBlackAndWhite() {
        return !isColoured && numbers.equals(Set.of(0, LabelKey.VOID));
    }

    /** Two classes, black and white. */
    static LabelKey blackAndWhite(List<String> classes) {
        return new LabelKey(classes, LabelKey.VOID - 1, Map.of(0, 0, LabelKey.VOID, 1), false);
    }

    /** Black and white, or 0 and 1, is something and the rest. */
    private Optional<LabelKey> pair() {
        if (isBlackAndWhite()) {
            return Optional.of(blackAndWhite(PAIR));
        }
        return numbers.size() <= PAIR.size() + 1 && withoutVoid().equals(List.of(0, 1))
                ? Optional.of(withVoid(LabelKey.ofIndices(PAIR, LabelKey.VOID)))
                : Optional.empty();
    }

    /** Whether the labels are black and white with smoothed edges, as resizing and JPEG make them. */
    boolean isSmoothed() {
        int dark = numbers.subSet(1, HALF).size();
        int light = numbers.subSet(HALF, LabelKey.VOID).size();
        return !isColoured
                && numbers.contains(0)
                && numbers.contains(LabelKey.VOID)
                && numbers.last() == LabelKey.VOID
                && Math.min(dark, light) >= SMOOTHED
                && greys < MOST_GREYS;
    }

    private Optional<LabelKey> smoothed() {
        if (!isSmoothed()) {
            return Optional.empty();
        }
        Map<Integer, Integer> meaning = new LinkedHashMap<>();
        for (int value = 0; value <= LabelKey.VOID; value++) {
            meaning.put(value, value < HALF ? 0 : 1);
        }
        return Optional.of(new LabelKey(PAIR, LabelKey.VOID - 1, meaning, false));
    }

    private Optional<LabelKey> byNumber() {
        List<Integer> found = withoutVoid();
        if (found.size() < 2 || found.size() > LabelKey.MOST_CLASSES) {
            return Optional.empty();
        }
        int most = found.get(found.size() - 1);
        boolean areIndices = most < 2 * found.size() && most < LabelKey.MOST_CLASSES;
        return Optional.of(areIndices ? upTo(most) : each(numbers, false));
    }

    private List<Integer> withoutVoid() {
        return numbers.stream().filter(number -> !isVoid(number)).toList();
    }

    private static boolean isVoid(int number) {
        return number == LabelKey.VOID || number == WIDE_VOID;
    }

    private LabelKey upTo(int most) {
        List<String> classes = new ArrayList<>();
        for (int c = 0; c <= most; c++) {
            classes.add("class " + c);
        }
        return withVoid(LabelKey.ofIndices(classes, LabelKey.VOID));
    }

    /** The same key, where 65535 was found beside its numbers. */
    LabelKey withVoid(LabelKey key) {
        if (key.isOfColours() || !numbers.contains(WIDE_VOID) || key.meaning().containsKey(WIDE_VOID)) {
            return key;
        }
        Map<Integer, Integer> meaning = new LinkedHashMap<>(key.meaning());
        meaning.put(WIDE_VOID, key.ignore());
        return new LabelKey(key.classes(), key.ignore(), meaning, false);
    }

    private static LabelKey each(SortedSet<Integer> values, boolean colours) {
        List<String> classes = new ArrayList<>();
        Map<Integer, Integer> meaning = new LinkedHashMap<>();
        for (int value : values) {
            if (colours ? value == LabelKey.BORDER : isVoid(value)) {
                meaning.put(value, LabelKey.VOID);
            } else {
                meaning.put(value, classes.size());
                classes.add(colours ? "colour " + LabelKey.colour(value) : "class " + value);
            }
        }
        return new LabelKey(classes, LabelKey.VOID, meaning, colours);
    }
}
