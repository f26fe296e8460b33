package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pictures and label pictures that go together by the names of their files. */
final class Pairing {
    /** Folders inside folders of pictures, such as cities or days. */
    private static final int DEEPEST = 6;

    private Pairing() {}

    /** The picture files of a folder by name without ending; of two with one name the problem is noted. */
    static SortedMap<String, Path> pictures(Path folder, List<String> problems) {
        NamedFiles found = NamedFiles.of(folder);
        found.note(found.files().keySet(), problems);
        return found.files();
    }

    /**
     * The same for pictures at any depth of a folder, whose names are paths.
     *
     * @throws InvalidInputException if a folder cannot be read
     */
    static SortedMap<String, Path> tree(Path folder, List<String> problems) {
        SortedMap<String, Path> found = new TreeMap<>();
        add(folder, "", 0, found, problems);
        return found;
    }

    private static void add(Path folder, String before, int depth, Map<String, Path> found, List<String> problems) {
        pictures(folder, problems).forEach((name, file) -> found.put(before + name, file));
        if (depth < DEEPEST && Files.isDirectory(folder)) {
            for (String inner : ImageFolder.entries(folder, Files::isDirectory)) {
                add(folder.resolve(inner), before + inner + "/", depth + 1, found, problems);
            }
        }
    }

    /** Whether pictures lie in a folder, at any depth. */
    static boolean holdsPictures(Path folder) {
        return holdsPictures(folder, 0);
    }

    private static boolean holdsPictures(Path folder, int depth) {
        return !ImageFolder.entries(folder, ImageFolder::isPicture).isEmpty()
                || (depth < DEEPEST
                        && ImageFolder.entries(folder, Files::isDirectory).stream()
                                .anyMatch(inner -> holdsPictures(folder.resolve(inner), depth + 1)));
    }

    static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /**
     * All pictures of a folder, at any depth, with the label pictures of another.
     *
     * @throws InvalidInputException listing every picture without labels, and the reverse
     */
    static SortedMap<String, SplitListing.Pair> all(Path images, Path labels) {
        List<String> problems = new ArrayList<>();
        SortedMap<String, Path> pictures = tree(images, problems);
        SortedMap<String, Path> masks = tree(labels, problems);
        SortedMap<String, SplitListing.Pair> pairs = pairs(pictures, masks, problems);
        noteUnread(pairs, masks, "label pictures of '" + labels + "' have no picture in '" + images + "'", problems);
        return checked(pairs, problems, images + "' and '" + labels);
    }

    /** Notes the number of label pictures that go with no picture, unless another problem may be the reason. */
    static void noteUnread(
            Map<String, SplitListing.Pair> pairs, Map<String, Path> masks, String words, List<String> problems) {
        int read = labels(pairs).size();
        if (read < masks.size() && problems.isEmpty()) {
            problems.add(masks.size() - read + " " + words);
        }
    }

    private static Set<Path> labels(Map<String, SplitListing.Pair> pairs) {
        return pairs.values().stream().map(p -> p.labels().file()).collect(Collectors.toSet());
    }

    /** The given names alone. */
    static SortedMap<String, SplitListing.Pair> listed(Path list, NamedFiles pictures, NamedFiles masks) {
        List<String> problems = new ArrayList<>();
        SortedMap<String, Path> wanted = new TreeMap<>();
        for (String line : Places.lines(list)) {
            listed(line, pictures.files().keySet())
                    .ifPresentOrElse(
                            name -> wanted.put(
                                    name,
                                    Objects.requireNonNull(pictures.files().get(name))),
                            () -> problems.add("'" + line + "' has no picture"));
        }
        SortedMap<String, SplitListing.Pair> pairs = pairs(wanted, masks.files(), problems);
        return unique(pairs, pictures, masks, problems, list.toString());
    }

    /** The pairs, if no two files have the name of a picture or of its labels. */
    static SortedMap<String, SplitListing.Pair> unique(
            SortedMap<String, SplitListing.Pair> pairs,
            NamedFiles pictures,
            NamedFiles masks,
            List<String> problems,
            String where) {
        pictures.note(pairs.keySet(), problems);
        masks.note(
                labels(pairs).stream()
                        .map(file -> stem(String.valueOf(file.getFileName())))
                        .sorted()
                        .toList(),
                problems);
        return checked(pairs, problems, where);
    }

    /** The picture that a line of a list names. */
    static Optional<String> listed(String line, Set<String> pictures) {
        String name = pictures.contains(line) ? line : line.split("\\s+", 2)[0]; // a flag may follow the name
        String stem = pictures.contains(name) ? name : stem(name.substring(name.lastIndexOf('/') + 1));
        return Optional.of(stem).filter(pictures::contains);
    }

    /** Pictures with the label pictures that go with them by name; the problems of all others are noted. */
    static SortedMap<String, SplitListing.Pair> pairs(
            Map<String, Path> pictures, Map<String, Path> masks, List<String> problems) {
        Map<String, Path> known = new HashMap<>();
        masks.forEach((name, mask) -> known.putIfAbsent(name.toLowerCase(Locale.ROOT), mask));
        Map<Path, Path> taken = new HashMap<>();
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        pictures.forEach((name, picture) -> {
            Path mask = masks.containsKey(name) ? masks.get(name) : first(known, NameMarks.labelsOf(name));
            Path other = mask == null ? null : taken.put(mask, picture);
            if (mask == null) {
                problems.add("picture '" + picture + "' has no label picture");
            } else if (other != null) {
                problems.add("label picture '" + mask + "' goes with '" + other + "' and with '" + picture + "'");
            } else {
                pairs.put(name, new SplitListing.Pair(picture, new LabelSource.Mask(mask)));
            }
        });
        return pairs;
    }

    private static @Nullable Path first(Map<String, Path> known, Stream<String> names) {
        return names.filter(known::containsKey).findFirst().map(known::get).orElse(null);
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
