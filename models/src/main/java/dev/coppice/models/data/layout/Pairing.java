package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pictures and label pictures that go together by the names of their files. */
final class Pairing {
    /** Endings that label files have after the picture's name. */
    private static final List<String> ENDINGS = List.of(
            "",
            "_mask",
            "-mask",
            "_label",
            "_labels",
            "_L",
            "_gt",
            "_seg",
            "_segmentation",
            "_lab",
            "_labelIds",
            "_manual1",
            "_annotation",
            "_color",
            "_colour");

    private Pairing() {}

    /** The picture files of a folder by name without ending; of two with one name the problem is noted. */
    static SortedMap<String, Path> pictures(Path folder, List<String> problems) {
        SortedMap<String, Path> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        for (String file : ImageFolder.entries(folder, ImageFolder::isPicture)) {
            Path other = found.put(stem(file), folder.resolve(file));
            if (other != null) {
                problems.add("'" + other.getFileName() + "' and '" + file + "' in '" + folder + "' have the same name");
            }
        }
        return found;
    }

    static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /**
     * All pictures of a folder with the label pictures of another.
     *
     * @throws InvalidInputException listing every picture without labels, and the reverse
     */
    static SortedMap<String, SplitListing.Pair> all(Path images, Path labels) {
        List<String> problems = new ArrayList<>();
        SortedMap<String, Path> pictures = pictures(images, problems);
        SortedMap<String, Path> masks = pictures(labels, problems);
        SortedMap<String, SplitListing.Pair> pairs = pairs(pictures, masks, problems);
        long used =
                pairs.values().stream().map(p -> p.labels().file()).distinct().count();
        if (used < masks.size() && problems.isEmpty()) {
            problems.add(
                    masks.size() - used + " label pictures of '" + labels + "' have no picture in '" + images + "'");
        }
        return checked(pairs, problems, images + "' and '" + labels);
    }

    /** The given names alone. */
    static SortedMap<String, SplitListing.Pair> listed(
            Path list, SortedMap<String, Path> pictures, SortedMap<String, Path> masks) {
        List<String> problems = new ArrayList<>();
        SortedMap<String, Path> wanted = new TreeMap<>();
        for (String line : Places.lines(list)) {
            String name = pictures.containsKey(line) ? line : line.split("\\s+", 2)[0]; // a flag may follow the name
            String stem = pictures.containsKey(name) ? name : stem(name.substring(name.lastIndexOf('/') + 1));
            Path picture = pictures.get(stem);
            if (picture == null) {
                problems.add("'" + line + "' has no picture");
            } else {
                wanted.put(stem, picture);
            }
        }
        return checked(pairs(wanted, masks, problems), problems, list.toString());
    }

    private static SortedMap<String, SplitListing.Pair> pairs(
            Map<String, Path> pictures, Map<String, Path> masks, List<String> problems) {
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        pictures.forEach((name, picture) -> mask(name, masks)
                .ifPresentOrElse(
                        mask -> pairs.put(name, new SplitListing.Pair(picture, new LabelSource.Mask(mask))),
                        () -> problems.add("picture '" + picture + "' has no label picture")));
        return pairs;
    }

    private static Optional<Path> mask(String name, Map<String, Path> masks) {
        return ENDINGS.stream()
                .map(ending -> masks.get(name + ending))
                .filter(mask -> mask != null)
                .findFirst();
    }

    /** The pairs, or all problems at once. */
    static SortedMap<String, SplitListing.Pair> checked(
            SortedMap<String, SplitListing.Pair> pairs, List<String> problems, String where) {
        if (pairs.isEmpty() && problems.isEmpty()) {
            problems.add("there are no pictures");
        }
        refuse(problems, where);
        return pairs;
    }

    /** Refuses a place with all its problems, if there are some. */
    static void refuse(List<String> problems, String where) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "'" + where + "' cannot be used; add what is missing or take out the others:",
                    ImageFolder.shortened(problems));
        }
    }
}
