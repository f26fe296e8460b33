package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
        List<String> problems = new ArrayList<>();
        Sides sides = Sides.of(folder);
        return Pairing.checked(Pairing.pairs(sides.pictures, sides.masks, problems), problems, folder.toString());
    }

    /** The pictures and the label pictures of a folder. */
    private record Sides(SortedMap<String, Path> pictures, SortedMap<String, Path> masks) {
        static Sides of(Path folder) {
            Sides sides = new Sides(new TreeMap<>(), new TreeMap<>());
            for (String file : ImageFolder.entries(folder, ImageFolder::isPicture)) {
                String name = Pairing.stem(file);
                boolean isLabel = NameMarks.isLabel(name) || (isPng(file) && sides.pictures.containsKey(name));
                (isLabel ? sides.masks : sides.pictures).put(name, folder.resolve(file));
            }
            return sides;
        }

        /** PNG comes behind JPEG by name, and labels are not stored with losses. */
        private static boolean isPng(String file) {
            return file.endsWith(".png");
        }
    }
}
