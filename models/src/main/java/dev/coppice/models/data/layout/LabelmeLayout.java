package dev.coppice.models.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What labelme saves: {@code NAME.json} with polygons beside {@code NAME.jpg}. Splits are folders of these, or there are none.
 * Classes are background and the labels in the order of their names; later shapes lie over earlier ones, as labelme's own
 * scripts draw them.
 */
record LabelmeLayout() implements DataLayout {
    private static final String JSON = ".json";

    /** Files that are looked at to know the layout. */
    private static final int LOOKED_AT = 3;

    @Override
    public String id() {
        return "labelme";
    }

    @Override
    public String sign() {
        return "labelme: SPLIT/NAME.json with shapes beside SPLIT/NAME.jpg, or without SPLIT";
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isDirectory(folder)
                && !SplitNames.places(folder, LabelmeLayout::isLabelled).isEmpty();
    }

    private static boolean isLabelled(Path folder) {
        return files(folder, Pairing.pictures(folder, new ArrayList<>())).values().stream()
                .limit(LOOKED_AT)
                .anyMatch(LabelmeFile::isOne);
    }

    /** The JSON files by their pictures. */
    private static Map<Path, Path> files(Path folder, Map<String, Path> pictures) {
        Map<Path, Path> files = new LinkedHashMap<>();
        pictures.forEach((name, picture) -> {
            Path file = folder.resolve(name + JSON);
            if (Files.isRegularFile(file)) {
                files.put(picture, file);
            }
        });
        return files;
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        List<LabelmeFile> all = new ArrayList<>();
        Map<String, Map<Path, LabelmeFile>> found = new LinkedHashMap<>();
        int unlabelled = 0;
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Path> split :
                SplitNames.places(folder, LabelmeLayout::isLabelled).entrySet()) {
            Path place = split.getValue();
            SortedMap<String, Path> pictures = Pairing.pictures(place, problems);
            Map<Path, LabelmeFile> read = new LinkedHashMap<>();
            Map<Path, Path> files = files(place, pictures);
            files.forEach(
                    (picture, file) -> LabelmeFile.read(file, problems).ifPresent(shapes -> read.put(picture, shapes)));
            unlabelled += pictures.size() - files.size();
            all.addAll(read.values());
            found.put(split.getKey(), read);
        }
        Pairing.refuse(problems, folder.toString());
        List<String> names = LabelmeLabels.names(all);
        found.forEach((split, files) -> SplitNames.add(splits, split, () -> pairs(files, names)));
        LabelKey key = LabelmeLabels.key(names);
        PairedData data = new PairedData(id(), folder, settings, splits)
                .note("Pixels of no shape are class '" + key.classes().get(0)
                        + "'; later shapes lie over earlier ones.");
        if (unlabelled > 0) {
            data.note(unlabelled + " pictures have no JSON file, and are left out.");
        }
        return data.with(key);
    }

    private static SortedMap<String, SplitListing.Pair> pairs(Map<Path, LabelmeFile> files, List<String> names) {
        SortedMap<String, SplitListing.Pair> pairs = new TreeMap<>();
        files.forEach((picture, file) -> pairs.put(
                Pairing.stem(String.valueOf(picture.getFileName())),
                new SplitListing.Pair(picture, new LabelmeLabels(file, names))));
        return pairs;
    }
}
