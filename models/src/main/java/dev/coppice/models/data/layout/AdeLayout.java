package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ADE20K as in its scene parsing challenge: {@code images/training}, {@code annotations/training} with the classes from 1
 * on and 0 for none, and their names in {@code objectInfo150.txt}.
 */
record AdeLayout() implements DataLayout {
    private static final String IMAGES = "images";
    private static final String LABELS = "annotations";
    private static final String NAMES = "objectInfo150.txt";
    private static final String COUNTED = "Number 0 stands for no class, and classes are counted from 1, as in ADE20K.";
    private static final String ROOT = "ADEChallengeData2016";

    @Override
    public String id() {
        return "ade20k";
    }

    @Override
    public String sign() {
        return "ADE20K: images/training, annotations/training, objectInfo150.txt";
    }

    @Override
    public boolean isIn(Path folder) {
        return root(folder).isPresent();
    }

    private static Optional<Path> root(Path folder) {
        return Stream.of(folder, folder.resolve(ROOT))
                .filter(root -> Files.isDirectory(root.resolve(IMAGES).resolve("training"))
                        && Files.isDirectory(root.resolve(LABELS).resolve("training")))
                .findFirst();
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        Path root = root(folder).orElseThrow();
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        for (String split : ImageFolder.entries(root.resolve(LABELS), Files::isDirectory)) {
            SplitNames.add(
                    splits,
                    split,
                    () -> Pairing.all(
                            root.resolve(IMAGES).resolve(split),
                            root.resolve(LABELS).resolve(split)));
        }
        PairedData data = new PairedData(id(), folder, settings, splits);
        Path names = root.resolve(NAMES);
        return Files.isRegularFile(names)
                ? data.note(COUNTED).with(fromOne(names(names)))
                : data.named(List.of(folder, root), scan -> counted(scan, data));
    }

    /** A line of the file is: index, ratio, train, val, names; tabs between them. */
    private static List<String> names(Path file) {
        List<String> names = new ArrayList<>();
        for (String line : Places.lines(file)) {
            String[] cells = line.split("\t", -1);
            if (cells.length > 1 && cells[0].chars().allMatch(Character::isDigit)) {
                String all = cells[cells.length - 1].strip();
                String first = all.split(",", 2)[0].strip();
                names.add(names.contains(first) ? all : first);
            }
        }
        return names;
    }

    private static Optional<LabelKey> counted(LabelScan scan, PairedData data) {
        int most = scan.numbers().stream()
                .filter(n -> n < LabelKey.VOID)
                .mapToInt(n -> n)
                .max()
                .orElse(0);
        List<String> names = new ArrayList<>();
        for (int c = 1; c <= most; c++) {
            names.add("class " + c);
        }
        if (scan.isColoured() || most < 2) {
            return Optional.empty();
        }
        data.confirm("Nothing names the classes: there is no " + NAMES + ". " + COUNTED);
        return Optional.of(fromOne(names));
    }

    private static LabelKey fromOne(List<String> names) {
        Map<Integer, Integer> meaning = new HashMap<>();
        meaning.put(0, LabelKey.VOID);
        meaning.put(LabelKey.VOID, LabelKey.VOID);
        for (int c = 0; c < names.size(); c++) {
            meaning.put(c + 1, c);
        }
        return new LabelKey(names, LabelKey.VOID, meaning, false);
    }
}
