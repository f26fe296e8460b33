package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.ClassFolder;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetFile;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.VolumeFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way into a folder of labelled pictures, volumes or signals; its content tells which layout it has. */
public final class DataFolder {
    /** Layouts of others; the first that matches counts. A new one is a file and a line here. */
    private static final List<DataLayout> LAYOUTS = List.of(
            new VocLayout(),
            new CityscapesLayout(),
            new AdeLayout(),
            new LabelmeLayout(),
            new CocoPanopticLayout(),
            new CocoInstanceLayout(),
            new ListLayout(),
            new FolderLayout(),
            new BesideLayout());

    private static final String OWN = "coppice";
    private static final String CLASSES = "classes";
    private static final List<String> USUAL_SPLITS = List.of("train", "val", "test");

    private DataFolder() {}

    /**
     * Opens a folder: ours ({@link ImageFolder}, {@link VolumeFolder}), that of another layout, or a {@link ClassFolder} of
     * pictures with one class each.
     *
     * @throws InvalidInputException if it is no folder, has no layout that is known or two of ours, is wrong in its own, or
     *     nothing says what its labels stand for
     */
    public static Dataset open(Path folder) {
        FoundData found = look(folder);
        found.open().ifPresent(problem -> {
            throw new InvalidInputException(
                    "What the labels in '" + folder + "' stand for has to be confirmed. " + problem
                            + " Run 'coppice data " + folder + "', which writes '" + folder.resolve(DatasetFile.NAME)
                            + "' with what it found, and correct the names there.");
        });
        return found.data();
    }

    /**
     * The same with what was found out, even if a person has to confirm it first.
     *
     * @throws InvalidInputException as {@link #open}, but not for what is to be confirmed
     */
    public static FoundData look(Path folder) {
        return look(folder, Optional.empty());
    }

    /** The same with splits drawn from all pictures, whatever splits the folder has. */
    public static FoundData look(Path folder, DrawnSplits drawn) {
        return look(folder, Optional.of(drawn));
    }

    private static FoundData look(Path folder, Optional<DrawnSplits> drawn) {
        boolean isOther = drawn.isPresent() || LayoutSettings.isOfOtherLayout(folder);
        if (isOther) {
            LayoutSettings settings = LayoutSettings.read(folder).with(drawn);
            if (settings.layout().isPresent()) {
                return chosen(folder, settings, settings.layout().get());
            }
        } else if (isOurs(folder)) {
            refuseTwo(folder);
            return own(folder);
        }
        Optional<DataLayout> known =
                LAYOUTS.stream().filter(layout -> layout.isIn(folder)).findFirst();
        if (known.map(layout -> layout instanceof FolderLayout).orElse(true)) {
            LabellingTool.refuse(folder); // their folders of pictures may look like others'
        }
        return known.map(layout ->
                        layout.open(folder, LayoutSettings.read(folder).with(drawn)))
                .orElseGet(() -> {
                    FoundData rest = rest(folder);
                    if (drawn.isPresent()) {
                        throw new InvalidInputException("Splits are drawn of pictures with labels of pixels, and '"
                                + folder + "' holds other data. Divide it into folders.");
                    }
                    return rest;
                });
    }

    /** The ids of all layouts. */
    static List<String> ids() {
        return Stream.concat(Stream.of(OWN, CLASSES), LAYOUTS.stream().map(DataLayout::id))
                .toList();
    }

    private static FoundData chosen(Path folder, LayoutSettings settings, String id) {
        return LAYOUTS.stream()
                .filter(layout -> layout.id().equals(id))
                .findFirst()
                .map(layout -> {
                    if (!layout.isIn(folder)) {
                        throw new InvalidInputException("'" + folder.resolve(DatasetFile.NAME) + "' says layout '" + id
                                + "', but the folder does not hold it. Looked for " + layout.sign() + ".");
                    }
                    return layout.open(folder, settings);
                })
                .orElseGet(() -> id.equals(OWN) ? own(folder) : FoundData.of(CLASSES, ClassFolder.open(folder)));
    }

    /** Whether it has images and labels with a description; without one, nothing says that numbers are our indices. */
    private static boolean isOurs(Path folder) {
        boolean parts = Stream.of("images", "labels").allMatch(part -> Files.isDirectory(folder.resolve(part)));
        return parts && (Files.exists(folder.resolve(DatasetFile.NAME)) || VolumeFolder.isIn(folder));
    }

    private static FoundData own(Path folder) {
        return FoundData.of(OWN, VolumeFolder.isIn(folder) ? VolumeFolder.open(folder) : ImageFolder.open(folder));
    }

    private static void refuseTwo(Path folder) {
        List<String> others = USUAL_SPLITS.stream()
                .filter(split -> Files.isDirectory(folder.resolve(split))
                        && !ImageFolder.entries(folder.resolve(split), Files::isDirectory)
                                .isEmpty())
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException("Data set folder '" + folder + "' has two layouts: images and labels for"
                    + " classes of pixels, and class folders in " + others
                    + " for classes of pictures. Put one of them elsewhere.");
        }
    }

    /** Whether class folders are called train and val, or images: then others are masks by unusual names. */
    private static boolean areParts(List<String> classes) {
        return classes.stream().allMatch(SplitNames::isOne) || classes.contains("images");
    }

    private static FoundData rest(Path folder) {
        if (ClassFolder.isOne(folder) && !areParts(ClassFolder.open(folder).classes())) {
            if (Stream.of("images", "labels").anyMatch(part -> Files.isDirectory(folder.resolve(part)))) {
                refuseTwo(folder);
            }
            return FoundData.of(CLASSES, ClassFolder.open(folder));
        }
        boolean isNearOurs =
                Stream.of("images", "labels", DatasetFile.NAME).anyMatch(part -> Files.exists(folder.resolve(part)));
        if (!Files.isDirectory(folder) || isNearOurs) {
            return own(folder); // says what is missing
        }
        throw new InvalidInputException(
                "'" + folder + "' holds no data in a known layout. " + seen(folder) + "Looked for:",
                Stream.concat(
                                Stream.of(
                                        "ours: dataset.json, images/SPLIT, labels/SPLIT",
                                        "class folders of pictures: SPLIT/CLASS/NAME.jpg"),
                                LAYOUTS.stream().map(DataLayout::sign))
                        .toList());
    }

    /** What a folder that matches nothing holds, as far as that helps to sort it. */
    private static String seen(Path folder) {
        List<String> inner = ImageFolder.entries(folder, Files::isDirectory);
        List<String> filled = inner.stream()
                .filter(name -> !ImageFolder.entries(folder.resolve(name), ImageFolder::isPicture)
                        .isEmpty())
                .toList();
        if (filled.size() > 1) {
            return "It has pictures in " + filled
                    + ": if these are classes of pictures, put them into train and val; if"
                    + " one holds the masks of another, call them images and masks. ";
        }
        return inner.size() == 1 ? "It has one folder, '" + inner.get(0) + "': if the data are in it, name that. " : "";
    }
}
