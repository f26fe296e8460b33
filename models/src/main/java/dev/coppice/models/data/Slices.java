package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Volumes as folders of pictures, one for each slice, in the order of their names. */
final class Slices {
    private static final int COLOURS = 3;

    private Slices() {}

    static boolean isFolder(Path path) {
        return Files.isDirectory(path);
    }

    /** The values of the slices, 0…255: D×H×W if all are grey, 3×D×H×W otherwise. */
    static NpyFile image(Path folder) {
        List<Path> files = files(folder, List.of(".png", ".jpg", ".jpeg"));
        List<RgbImage> slices = files.stream().map(PictureReader::image).toList();
        int width = slices.get(0).width();
        int height = slices.get(0).height();
        for (int i = 0; i < files.size(); i++) {
            requireSize(
                    files, i, slices.get(i).width() == width && slices.get(i).height() == height);
        }
        int channels = slices.stream().allMatch(Slices::isGrey) ? 1 : COLOURS;
        Shape shape =
                channels == 1 ? Shape.of(files.size(), height, width) : Shape.of(channels, files.size(), height, width);
        float[] values = new float[requireMemory(folder, shape)];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (RgbImage slice : slices) {
                for (int i = 0; i < width * height; i++) {
                    values[at++] = slice.channel(i % width, i / width, c);
                }
            }
        }
        return new NpyFile(shape, true, values);
    }

    /** The labels of the slices, D×H×W. */
    static NpyFile labels(Path folder) {
        List<Path> files = files(folder, List.of(".png"));
        List<LabelMap> slices = files.stream().map(PictureReader::labels).toList();
        int width = slices.get(0).width();
        int height = slices.get(0).height();
        Shape shape = Shape.of(files.size(), height, width);
        float[] values = new float[requireMemory(folder, shape)];
        int at = 0;
        for (int s = 0; s < files.size(); s++) {
            requireSize(
                    files, s, slices.get(s).width() == width && slices.get(s).height() == height);
            for (int i = 0; i < width * height; i++) {
                values[at++] = slices.get(s).at(i % width, i / width);
            }
        }
        return new NpyFile(shape, true, values);
    }

    /** The labels of one picture, H×W. */
    static NpyFile label(Path file) {
        LabelMap labels = PictureReader.labels(file);
        float[] values = new float[labels.width() * labels.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels.at(i % labels.width(), i / labels.width());
        }
        return new NpyFile(Shape.of(labels.height(), labels.width()), true, values);
    }

    private static boolean isGrey(RgbImage slice) {
        for (int i = 0; i < slice.width() * slice.height(); i++) {
            int x = i % slice.width();
            int y = i / slice.width();
            if (slice.channel(x, y, 0) != slice.channel(x, y, 1) || slice.channel(x, y, 0) != slice.channel(x, y, 2)) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> files(Path folder, List<String> endings) {
        List<String> names = ImageFolder.entries(folder, Files::isRegularFile).stream()
                .filter(name -> endings.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith))
                .toList();
        if (names.isEmpty()) {
            throw new InvalidInputException("Folder '" + folder + "' stands for a volume but holds no slices: expected "
                    + endings + " files, one for each slice, in the order of their names.");
        }
        return names.stream().map(folder::resolve).toList();
    }

    private static void requireSize(List<Path> files, int slice, boolean same) {
        if (!same) {
            throw new InvalidInputException("Slice '" + files.get(slice) + "' has another size than '" + files.get(0)
                    + "'. All slices of a volume have one size.");
        }
    }

    private static int requireMemory(Path folder, Shape shape) {
        if (shape.elements() > NpyFile.MOST_VALUES) {
            throw new InvalidInputException("Volume '" + folder + "' is " + shape + ", expected at most "
                    + NpyFile.MOST_VALUES + " values. Cut it into parts.");
        }
        return (int) shape.elements();
    }
}
