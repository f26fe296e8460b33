package dev.coppice.models.data.layout;

import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders of pictures and of label pictures by their usual names, with splits inside ({@code images/train}, {@code
 * masks/train}), outside ({@code train/images}, {@code train/masks}), in their names ({@code train}, {@code trainannot};
 * {@code train_images}, {@code train_masks}), in lists of names ({@code train.txt}; where only others are listed, the rest
 * is to train), or with none. All of it may lie in one
 * folder, as archives are unpacked.
 */
record FolderLayout() implements DataLayout {
    private static final List<String> IMAGES =
            List.of("images", "image", "imgs", "img", "img_dir", "JPEGImages", "inputs", "input", "pictures", "data");

    /** The likeliest first: DRIVE's {@code mask} says where the eye is, not where vessels are. */
    private static final List<String> LABELS = List.of(
            "1st_manual",
            "labels",
            "label",
            "masks",
            "mask",
            "annotations",
            "annotation",
            "annots",
            "annot",
            "ann_dir",
            "gt",
            "groundtruth",
            "ground_truth",
            "targets",
            "target",
            "segmentations",
            "SegmentationClass");

    private static final List<String> SUFFIXES = List.of(
            "annot", "_labels", "_label", "_masks", "_mask", "-labels", "-masks", "_annot", "_gt", "masks", "labels");

    @Override
    public String id() {
        return "folders";
    }

    @Override
    public String sign() {
        return "folders of pictures and masks: images and masks, or labels, annotations, gt, with SPLIT inside, outside"
                + " or as trainannot, train_images with train_masks, or train.txt with names";
    }

    @Override
    public boolean isIn(Path folder) {
        return Files.isDirectory(folder) && !splits(root(folder)).isEmpty();
    }

    /** The folder itself, or the only one in it. */
    private static Path root(Path folder) {
        List<String> inner = ImageFolder.entries(folder, Files::isDirectory);
        boolean isWrapped = inner.size() == 1 && !SplitNames.isOne(inner.get(0));
        return isWrapped ? folder.resolve(inner.get(0)) : folder;
    }

    @Override
    public FoundData open(Path folder, LayoutSettings settings) {
        Path root = root(folder);
        PairedData data = new PairedData(id(), folder, settings, splits(root));
        if (!root.equals(folder)) {
            data.note("Read from '" + root + "'.");
        }
        passedOver(root).forEach(data::note);
        return data.named(List.of(folder, root), PairedData.UsualNames.NONE);
    }

    /** What to say of folders that could hold the labels, too. */
    private static List<String> passedOver(Path root) {
        Stream<Path> places = sides(root).isPresent()
                ? Stream.of(root)
                : ImageFolder.entries(root, Files::isDirectory).stream().map(root::resolve);
        return places.flatMap(place -> sides(place)
                        .map(sides -> passedOver(place, sides.labels()))
                        .orElse(Stream.empty()))
                .toList();
    }

    private static Stream<String> passedOver(Path place, Path labels) {
        List<String> others = ImageFolder.entries(place, Files::isDirectory).stream()
                .filter(name -> LABELS.contains(name.toLowerCase(Locale.ROOT)))
                .map(place::resolve)
                .filter(other -> !other.equals(labels) && Pairing.holdsPictures(other))
                .map(other -> "'" + other + "'")
                .toList();
        return others.isEmpty()
                ? Stream.empty()
                : Stream.of("Labels are read from '" + labels + "'; passed over: " + String.join(", ", others) + ".");
    }

    private static Map<String, SplitListing> splits(Path folder) {
        return sides(folder)
                .map(sides -> inside(folder, sides))
                .or(() -> Optional.of(outside(folder)).filter(found -> !found.isEmpty()))
                .or(() -> Optional.of(suffixed(folder)).filter(found -> !found.isEmpty()))
                .orElseGet(() -> joined(folder));
    }

    /** The folder of pictures and the one of labels. */
    private record Sides(Path images, Path labels) {}

    private static Optional<Sides> sides(Path folder) {
        Optional<Path> images = first(folder, IMAGES);
        Optional<Path> labels = first(folder, LABELS);
        return images.isPresent() && labels.isPresent()
                ? Optional.of(new Sides(images.get(), labels.get()))
                : Optional.empty();
    }

    private static Optional<Path> first(Path folder, List<String> names) {
        Map<String, Path> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ImageFolder.entries(folder, Files::isDirectory).forEach(name -> known.put(name, folder.resolve(name)));
        return names.stream().filter(known::containsKey).map(known::get).findFirst();
    }

    private static Map<String, SplitListing> inside(Path folder, Sides sides) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        for (String split : ImageFolder.entries(sides.labels(), Files::isDirectory)) {
            if (Files.isDirectory(sides.images().resolve(split))) {
                SplitNames.add(
                        splits,
                        split,
                        () -> Pairing.all(
                                sides.images().resolve(split), sides.labels().resolve(split)));
            }
        }
        if (splits.isEmpty() && Pairing.holdsPictures(sides.images())) {
            lists(folder)
                    .forEach(list -> SplitNames.add(
                            splits,
                            Pairing.stem(list),
                            () -> Pairing.listed(
                                    folder.resolve(list),
                                    NamedFiles.of(sides.images()),
                                    NamedFiles.of(sides.labels()))));
            if (splits.containsKey("val") && !splits.containsKey("train")) {
                List<SplitListing> listed = List.copyOf(splits.values());
                splits.put("train", () -> rest(sides, listed));
            }
            if (splits.isEmpty()) {
                splits.put("all", () -> Pairing.all(sides.images(), sides.labels()));
            }
        }
        return splits;
    }

    /** The pictures that no list names, as where {@code valid.txt} alone is there. */
    private static SortedMap<String, SplitListing.Pair> rest(Sides sides, List<SplitListing> listed) {
        SortedMap<String, SplitListing.Pair> rest = new TreeMap<>(Pairing.all(sides.images(), sides.labels()));
        listed.forEach(split -> rest.keySet().removeAll(split.list().keySet()));
        return Pairing.checked(rest, new ArrayList<>(), sides.images().toString());
    }

    private static List<String> lists(Path folder) {
        return ImageFolder.entries(folder, Files::isRegularFile).stream()
                .filter(name -> name.endsWith(".txt") && SplitNames.isOne(Pairing.stem(name)))
                .toList();
    }

    private static Map<String, SplitListing> outside(Path folder) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        for (String split : ImageFolder.entries(folder, Files::isDirectory)) {
            sides(folder.resolve(split))
                    .filter(sides -> Pairing.holdsPictures(sides.images()) && Pairing.holdsPictures(sides.labels()))
                    .ifPresent(
                            sides -> SplitNames.add(splits, split, () -> Pairing.all(sides.images(), sides.labels())));
        }
        return splits;
    }

    private static Map<String, SplitListing> suffixed(Path folder) {
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        for (String split : ImageFolder.entries(folder, Files::isDirectory)) {
            Stream<Path> labels = SUFFIXES.stream()
                    .map(suffix -> folder.resolve(split + suffix))
                    .filter(Files::isDirectory);
            labels.findFirst()
                    .filter(found -> Pairing.holdsPictures(found) && Pairing.holdsPictures(folder.resolve(split)))
                    .ifPresent(found -> SplitNames.add(splits, split, () -> Pairing.all(folder.resolve(split), found)));
        }
        return splits;
    }

    /** Folders whose names join a split's and what they hold: {@code train_images} and {@code train_masks}. */
    private static Map<String, SplitListing> joined(Path folder) {
        List<String> folders = ImageFolder.entries(folder, Files::isDirectory);
        Map<String, Path> labels = new LinkedHashMap<>();
        for (String name : folders) {
            joined(name, LABELS)
                    .filter(split -> Pairing.holdsPictures(folder.resolve(name)))
                    .ifPresent(split -> labels.putIfAbsent(split, folder.resolve(name)));
        }
        Map<String, SplitListing> splits = new LinkedHashMap<>();
        for (String name : folders) {
            Path images = folder.resolve(name);
            joined(name, IMAGES).filter(split -> Pairing.holdsPictures(images)).ifPresent(split -> {
                Path masks = labels.get(split);
                if (masks != null) {
                    SplitNames.add(splits, split, () -> Pairing.all(images, masks));
                }
            });
        }
        return splits;
    }

    /** The usual split in a folder's name that ends or begins with a word. */
    private static Optional<String> joined(String folder, List<String> words) {
        String name = folder.toLowerCase(Locale.ROOT);
        return words.stream()
                .map(word -> name.replaceFirst("[-_]?" + word + "$|^" + word + "[-_]?", ""))
                .filter(rest -> !rest.equals(name) && SplitNames.isOne(rest))
                .map(SplitNames::usual)
                .findFirst();
    }
}
