package dev.coppice.models.data.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.ImageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Exports of labelling tools that are known but not read: what to export instead. */
enum LabellingTool {
    YOLO("a data set of YOLO, whose labels are outlines in text files", "Export it as COCO or as masks") {
        @Override
        boolean isIn(Path folder) {
            return Stream.of(folder.resolve("labels"), folder.resolve("train/labels"))
                    .anyMatch(labels -> holds(labels, ".txt") && !Pairing.holdsPictures(labels));
        }
    },
    CVAT(
            "an export of CVAT in its own XML",
            "Export it again as 'Segmentation mask 1.1', which is Pascal VOC, or as 'COCO 1.0'") {
        @Override
        boolean isIn(Path folder) {
            return Files.isRegularFile(folder.resolve("annotations.xml"));
        }
    },
    SUPERVISELY(
            "a project of Supervisely, whose labels are JSON files in 'ann'",
            "Export it as Pascal VOC or COCO by its application of this name") {
        @Override
        boolean isIn(Path folder) {
            return Files.isRegularFile(folder.resolve("meta.json"))
                    && ImageFolder.entries(folder, Files::isDirectory).stream()
                            .anyMatch(
                                    set -> Files.isDirectory(folder.resolve(set).resolve("ann")));
        }
    },
    VIA("an export of the VGG Image Annotator", "Export it as COCO") {
        @Override
        boolean isIn(Path folder) {
            return ImageFolder.entries(folder, Files::isRegularFile).stream()
                    .anyMatch(name -> name.startsWith("via_") && name.endsWith(".json"));
        }
    };

    private final String what;
    private final String instead;

    LabellingTool(String what, String instead) {
        this.what = what;
        this.instead = instead;
    }

    abstract boolean isIn(Path folder);

    /** Refuses such an export in words that help. */
    static void refuse(Path folder) {
        Optional<LabellingTool> found = !Files.isDirectory(folder)
                ? Optional.empty()
                : Stream.of(values()).filter(tool -> tool.isIn(folder)).findFirst();
        found.ifPresent(tool -> {
            throw new InvalidInputException(
                    "'" + folder + "' holds " + tool.what + ", which Coppice does not read. " + tool.instead + ".");
        });
    }

    /** Whether a folder, or one in it, has a file with an ending. */
    private static boolean holds(Path folder, String ending) {
        return Files.isDirectory(folder)
                && Stream.concat(
                                Stream.of(folder),
                                ImageFolder.entries(folder, Files::isDirectory).stream()
                                        .map(folder::resolve))
                        .anyMatch(place -> ImageFolder.entries(place, Files::isRegularFile).stream()
                                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(ending)));
    }
}
