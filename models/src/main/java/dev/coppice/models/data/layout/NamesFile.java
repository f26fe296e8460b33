package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text file with the names of classes, which may give each a colour: {@code class_dict.csv} (name,r,g,b), {@code
 * label_colors.txt} (r g b name), {@code labelmap.txt} (name:r,g,b::), {@code _classes.csv} (number, name), or a name in each
 * line.
 *
 * @param file the file
 * @param names names in the order of the file
 * @param numbers numbers in the same order; empty if it gives none, and their order counts
 * @param colours colours 0xRRGGBB in the same order; empty if it gives none
 */
record NamesFile(Path file, List<String> names, List<Integer> numbers, List<Integer> colours) {
    private static final List<String> FILES = List.of(
            "class_dict.csv",
            "_classes.csv",
            "label_colors.txt",
            "label_colours.txt",
            "labelmap.txt",
            "class_names.txt",
            "classes.txt",
            "names.txt",
            "labels.txt",
            "codes.txt");

    /** Names that stand for no class, whatever their colour. */
    private static final Set<String> VOID =
            Set.of("void", "ignore", "ignored", "__ignore__", "unlabelled", "unlabeled");

    private static final Pattern NAME_FIRST =
            Pattern.compile("(.+?)\\s*[,:;\\t]\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\D*");
    private static final Pattern NAME_LAST = Pattern.compile("(\\d+)[\\s,]+(\\d+)[\\s,]+(\\d+)[\\s,]+(\\S.*)");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,5})\\s*[,:;\\t]\\s*(\\S.*)");
    private static final Pattern HEADING =
            Pattern.compile("(?i)(name|class|label|id|index|value|pixel value)\\s*[,;\\t].*");
    private static final int BYTE = 255;
    private static final int MOST_LINES = 1 << 12;
    private static final int LONGEST = 256;

    /** What labelme puts first; its number is -1. */
    private static final String BEFORE_FIRST = "__ignore__";

    NamesFile {
        names = List.copyOf(names);
        numbers = List.copyOf(numbers);
        colours = List.copyOf(colours);
    }

    /**
     * Looks for such a file in folders, in their order.
     *
     * @throws InvalidInputException if it is there and wrong, listing everything
     */
    static Optional<NamesFile> in(List<Path> folders) {
        return folders.stream()
                .flatMap(folder -> FILES.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(NamesFile::read);
    }

    /** The names that such a file may have. */
    static Stream<String> files() {
        return FILES.stream();
    }

    private static NamesFile read(Path file) {
        List<String> names = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<Integer> colours = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String line : lines(file)) {
            Matcher first = NAME_FIRST.matcher(line);
            Matcher last = NAME_LAST.matcher(line);
            Matcher numbered = NUMBERED.matcher(line);
            if (last.matches()) {
                names.add(last.group(4).strip());
                colour(last, 1, problems).ifPresent(colours::add);
            } else if (first.matches()) {
                names.add(first.group(1).strip());
                colour(first, 2, problems).ifPresent(colours::add);
            } else if (numbered.matches()) {
                names.add(numbered.group(2).strip());
                numbers.add(Integer.parseInt(numbered.group(1)));
            } else if (!HEADING.matcher(line).matches()) {
                names.add(line.strip());
            }
        }
        NamesFile read = new NamesFile(file, names, numbers, colours);
        read.check(problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "The names of classes in '" + file + "' cannot be used; correct them:", problems);
        }
        return read;
    }

    private void check(List<String> problems) {
        Set<Object> seen = new LinkedHashSet<>();
        names.stream().filter(name -> !seen.add(name)).forEach(name -> problems.add("'" + name + "' is there twice"));
        colours.stream()
                .filter(colour -> !seen.add(colour))
                .forEach(colour -> problems.add("the colour " + LabelKey.colour(colour) + " is there twice"));
        if (!colours.isEmpty() && colours.size() != names.size()) {
            problems.add(names.size() - colours.size() + " of " + names.size() + " classes have no colour");
        }
        if (!numbers.isEmpty()
                && (numbers.size() != names.size() || Set.copyOf(numbers).size() != numbers.size())) {
            problems.add("its numbers are " + numbers + ", expected another for each of " + names.size() + " names");
        }
        if (names.size() < 2) {
            problems.add("it has " + names.size() + " names, expected at least 2, one in each line");
        }
    }

    /** Lines of a size that a pattern takes in no time. */
    private static List<String> lines(Path file) {
        List<String> lines = Places.lines(file);
        if (lines.size() > MOST_LINES || lines.stream().anyMatch(line -> line.length() > LONGEST)) {
            throw new InvalidInputException("'" + file + "' holds no names of classes: expected at most " + MOST_LINES
                    + " lines of at most " + LONGEST + " letters. Correct it, or take it out.");
        }
        return lines;
    }

    private static OptionalInt colour(Matcher line, int from, List<String> problems) {
        int rgb = 0;
        for (int i = from; i < from + 3; i++) {
            String text = line.group(i);
            int value = text.length() > 3 ? BYTE + 1 : Integer.parseInt(text);
            if (value > BYTE) {
                problems.add("'" + line.group() + "' has a colour outside 0…255");
                return OptionalInt.empty();
            }
            rgb = rgb << 8 | value;
        }
        return OptionalInt.of(rgb);
    }

    /** What numbers or colours stand for: a class for each name that is not one of void. */
    LabelKey key(boolean byColour) {
        List<String> classes = names.stream().filter(name -> !isVoid(name)).toList();
        Map<Integer, Integer> meaning = new LinkedHashMap<>();
        int zero = !byColour && names.get(0).equals(BEFORE_FIRST) ? 1 : 0;
        for (int i = zero; i < names.size(); i++) {
            int c = isVoid(names.get(i)) ? LabelKey.VOID : classes.indexOf(names.get(i));
            Integer number = numbers.isEmpty() ? Integer.valueOf(i - zero) : numbers.get(i);
            meaning.put(byColour ? colours.get(i) : number, c);
        }
        int usual = byColour ? LabelKey.BORDER : LabelKey.VOID;
        meaning.putIfAbsent(usual, LabelKey.VOID);
        return new LabelKey(classes, LabelKey.VOID, meaning, byColour);
    }

    /** Whether a name stands for no class. */
    static boolean isVoid(String name) {
        return VOID.contains(name.toLowerCase(Locale.ROOT));
    }
}
