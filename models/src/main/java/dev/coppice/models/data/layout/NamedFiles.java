package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The picture files of folders.
 *
 * @param files by name without ending
 * @param twice what to say of a name that two files of one folder have, by name
 */
record NamedFiles(SortedMap<String, Path> files, Map<String, String> twice) {
    /** The files of folders, of which the first that has a name counts. A folder that is not there has none. */
    static NamedFiles of(List<Path> folders) {
        NamedFiles all = new NamedFiles(new TreeMap<>(), new HashMap<>());
        for (Path folder : folders) {
            NamedFiles own = of(folder);
            own.files.forEach((name, file) -> {
                if (all.files.putIfAbsent(name, file) == null && own.twice.containsKey(name)) {
                    all.twice.put(name, Objects.requireNonNull(own.twice.get(name)));
                }
            });
        }
        return all;
    }

    static NamedFiles of(Path folder) {
        NamedFiles found = new NamedFiles(new TreeMap<>(), new HashMap<>());
        List<String> pictures =
                Files.isDirectory(folder) ? ImageFolder.entries(folder, ImageFolder::isPicture) : List.of();
        for (String picture : pictures) {
            String name = Pairing.stem(picture);
            Path file = folder.resolve(picture);
            Path other = found.files.put(name, file);
            if (other != null) {
                found.twice.put(name, problem(other, file));
            }
        }
        return found;
    }

    /** Words for two files of which nothing tells which one is meant. */
    static String problem(Path one, Path other) {
        return "'" + one.getFileName() + "' and '" + other.getFileName() + "' in '" + one.getParent()
                + "' have the same name; a picture and its labels are one file each, so take one out";
    }

    /** Notes those of the names that two files have. */
    void note(Collection<String> names, List<String> problems) {
        names.stream().filter(twice::containsKey).map(twice::get).forEach(problems::add);
    }
}
