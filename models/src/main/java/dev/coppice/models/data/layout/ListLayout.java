package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A list file for each split, with the paths of a picture and its label picture in each line, as SegNet's CamVid has them.
 * Paths are relative to the folder; of another machine's path, the end counts. None leads out of the folder.
 */
record ListLayout() implements DataLayout {
    private static final List<String> PLACES = List.of("", "lists", "splits", "ImageSets");
    private static final List<String> ENDINGS = List.of(".txt", ".lst", ".csv");
    private static final List<String> SEPARATORS = List.of("\t", ",", ";", " +");

    @Override
    public String id() {
        return "lists";
    }

    @Override
    public String sign() {
        return "list files: train.txt, val.txt with 'PICTURE LABEL' in each line, as SegNet's CamVid";
    }

    @Override
    public boolean isIn(Path folder) {
        return !lists(folder).isEmpty();
    }

    private static List<Path> lists(Path folder) {
        return PLACES.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .flatMap(place -> ImageFolder.entries(place, Files::isRegularFile).stream()
                        .filter(name -> ENDINGS.stream().anyMatch(name::endsWith)
                                && NamesFile.files().noneMatch(name::equals))
                        .map(place::resolve))
                .filter(isList(folder))
                .toList();
    }

    /** Whether one of the first lines names two pictures that are there. */
    private static Predicate<Path> isList(Path folder) {
        return list ->
                Places.firstLines(list).anyMatch(line -> pair(folder, line).isPresent());
    }

    private static Optional<SplitListing.Pair> pair(Path folder, String line) {
        for (String separator : SEPARATORS) {
            String[] cells = line.split(separator, -1);
            if (cells.length == 2) {
                Optional<Path> image = Places.inside(folder, cells[0].strip()).filter(ImageFolder::isPicture);
                Optional<Path> label = Places.inside(folder, cells[1].strip()).filter(ImageFolder::isPicture);
                if (image.isPresent() && label.isPresent()) {
                    return Optional.of(new SplitListing.Pair(image.get(), new LabelSource.Mask(label.get())));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        for (Path list : lists(folder)) {
            String name = Pairing.stem(String.valueOf(list.getFileName())).replaceFirst("[-_](list|pairs|files)$", "");
            SplitNames.add(splits, name, () -> read(folder, list));
        }
        return new PairedData(id(), folder, settings, splits).named(List.of(folder), PairedData.UsualNames.NONE);
    }

    /** Whether a first line has two words that are no names of files, such as {@code image,label}. */
    private static boolean isHeading(List<String> lines) {
        return !lines.isEmpty()
                && SEPARATORS.stream()
                        .map(separator -> lines.get(0).split(separator, -1))
                        .anyMatch(cells -> cells.length == 2
                                && Stream.of(cells).noneMatch(cell -> cell.isBlank() || cell.contains(".")));
    }

    private static SortedMap<String, SplitListing.Pair> read(Path folder, Path list) {
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        List<String> lines = Places.lines(list);
        for (String line : lines.subList(isHeading(lines) ? 1 : 0, lines.size())) {
            pair(folder, line)
                    .ifPresentOrElse(
                            pair -> {
                                String name = Pairing.stem(Places.root(folder)
                                        .relativize(pair.image())
                                        .toString()
                                        .replace('\\', '/'));
                                if (pairs.put(name, pair) != null) {
                                    problems.add("'" + name + "' is listed twice");
                                }
                            },
                            () -> problems.add(
                                    "'" + line + "' does not name a picture and a label picture in '" + folder + "'"));
        }
        return Pairing.checked(pairs, problems, list.toString());
    }
}
