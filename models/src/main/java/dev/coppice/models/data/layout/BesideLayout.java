package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pictures and label pictures in one folder, told by their names: {@code 7.jpg} and {@code 7_mask.png}, or {@code 7.jpg} and
 * {@code 7.png}. Splits are folders of these, or there are none.
 */
record BesideLayout() implements DataLayout {
    @Override
    public String id() {
        return "beside";
    }

    @Override
    public String sign() {
        return "pictures and masks in one folder: SPLIT/NAME.jpg with SPLIT/NAME_mask.png or"
                + " SPLIT/NAME.png, or without SPLIT";
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isDirectory(folder)
                && !SplitNames.places(folder, BesideLayout::isMixed).isEmpty();
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        Map<String, Path> splits = SplitNames.places(folder, BesideLayout::isMixed);
        Map<String, SplitListing> listings = new LinkedHashMap<>();
        splits.forEach((name, place) -> SplitNames.add(listings, name, () -> pairs(place)));
        List<Path> places =
                Stream.concat(Stream.of(folder), splits.values().stream()).toList();
        return new PairedData(id(), folder, settings, listings).named(places, PairedData.UsualNames.NONE);
    }

    /** Whether half of a folder's files are label pictures of the others. */
    private static boolean isMixed(Path folder) {
        Sides sides = Sides.of(folder);
        int paired =
                Pairing.pairs(sides.pictures, sides.masks, new ArrayList<>()).size();
        return paired > 0 && 2 * paired >= Math.max(sides.pictures.size(), sides.masks.size());
    }

    private static SortedMap<String, SplitListing.Pair> pairs(Path folder) {
        Sides sides = Sides.of(folder);
        List<String> problems = new ArrayList<>(sides.problems);
        SortedMap<String, SplitListing.Pair> pairs = Pairing.pairs(sides.pictures, sides.masks, problems);
        Pairing.noteUnread(pairs, sides.masks, "label pictures have no picture", problems);
        return Pairing.checked(pairs, problems, folder.toString());
    }

    /** The pictures and the label pictures of a folder. */
    private record Sides(SortedMap<String, Path> pictures, SortedMap<String, Path> masks, List<String> problems) {
        static Sides of(Path folder) {
            SortedMap<String, List<Path>> byName = new TreeMap<>();
            for (String file : ImageFolder.entries(folder, ImageFolder::isPicture)) {
                byName.computeIfAbsent(Pairing.stem(file), name -> new ArrayList<>())
                        .add(folder.resolve(file));
            }
            Set<String> marked = byName.keySet().stream()
                    .filter(NameMarks::isLabel)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            Sides sides = new Sides(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
            byName.forEach((name, files) -> sides.add(name, files, marked));
            return sides;
        }

        /** One file, or two of which one is the labels: where no mark tells, a PNG beside a picture of another kind. */
        private void add(String name, List<Path> files, Set<String> marked) {
            boolean isLabel = NameMarks.isLabel(name);
            List<Path> png = files.stream().filter(Sides::isPng).toList();
            boolean isPair = !isLabel
                    && files.size() == 2
                    && png.size() == 1
                    && NameMarks.labelsOf(name).noneMatch(marked::contains);
            if (isPair) {
                masks.put(name, png.get(0));
                pictures.put(name, files.get(files.indexOf(png.get(0)) == 0 ? 1 : 0));
                return;
            }
            (isLabel ? masks : pictures).put(name, files.get(0));
            if (files.size() > 1) {
                problems.add(NamedFiles.problem(files.get(0), files.get(1)));
            }
        }

        /** Labels are not stored with losses. */
        private static boolean isPng(Path file) {
            return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        }
    }
}
