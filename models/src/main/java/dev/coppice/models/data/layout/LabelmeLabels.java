package dev.coppice.models.data.layout;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The labels of one picture of labelme. Number 0 is background, and the names of all files follow in their order.
 *
 * @param shapes what is drawn
 * @param names all names but background and void, sorted
 */
record LabelmeLabels(LabelmeFile shapes, List<String> names) implements LabelSource {
    private static final String BACKGROUND = "background";

    /** The names that files use, without those of background and void. */
    static List<String> names(Collection<LabelmeFile> files) {
        return List.copyOf(new TreeSet<>(files.stream()
                .flatMap(LabelmeFile::labels)
                .filter(name -> !isBackground(name) && !NamesFile.isVoid(name))
                .toList()));
    }

    /** The classes of all names. */
    static LabelKey key(List<String> names) {
        List<String> classes = new ArrayList<>(List.of(BACKGROUND));
        classes.addAll(names);
        return LabelKey.ofIndices(classes, LabelKey.VOID);
    }

    private static boolean isBackground(String name) {
        return name.equalsIgnoreCase(BACKGROUND) || name.equals("_background_");
    }

    @Override
    public Path file() {
        return shapes.file();
    }

    @Override
    public LabelMap read(LabelKey key, Dataset data) {
        int width = shapes.width();
        int height = shapes.height();
        Polygon.refuseCostly(
                shapes.shapes().stream().map(LabelmeFile.Shape::outline).toList(), width, height, file().toString());
        int[] numbers = new int[Math.multiplyExact(width, height)];
        for (LabelmeFile.Shape shape : shapes.shapes()) {
            int number = number(shape.label());
            shape.outline().cover(width, height, pixel -> numbers[pixel] = number);
        }
        return key.labels(file(), width, height, data, pixel -> numbers[pixel]);
    }

    private int number(String name) {
        return isBackground(name) ? 0 : NamesFile.isVoid(name) ? LabelKey.NONE : 1 + names.indexOf(name);
    }
}
