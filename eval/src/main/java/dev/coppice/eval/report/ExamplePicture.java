package dev.coppice.eval.report;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Palette;
import dev.coppice.models.data.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** A picture of a few examples: each image with its label and the networks' predictions, and a legend of the classes' colours. */
public final class ExamplePicture {
    private static final int GAP = 8;
    private static final int CAPTION = Letters.HEIGHT + GAP;
    private static final int SWATCH = Letters.HEIGHT;

    /** The name of what belongs to no class. */
    static final String VOID = "void";

    /** The widest image that is shown whole, in pixels. Of wider ones every n-th pixel is shown. */
    private static final int MOST_WIDTH = 360;

    private ExamplePicture() {}

    /**
     * One row: an image and maps of its size.
     *
     * @param image the image that the networks saw
     * @param maps the label and the predictions, in the order of the titles
     */
    public record Row(RgbImage image, List<LabelMap> maps) {
        public Row {
            maps = List.copyOf(maps);
        }
    }

    /** A colour with its meaning. */
    private record Entry(int colour, String name) {
        int width() {
            return SWATCH + Letters.width(name) + 3 * GAP;
        }
    }

    /**
     * Draws the rows. A column is as wide as its pictures and its title.
     *
     * @param titles titles of the maps' columns
     * @param classes class names by index, for the colours and the legend
     */
    public static RgbImage draw(List<Row> rows, List<String> titles, List<String> classes) {
        Palette palette = Palette.of(classes);
        List<List<RgbImage>> cells =
                rows.stream().map(r -> cells(r, palette, classes)).toList();
        int pictures = cells.stream()
                .flatMap(List::stream)
                .mapToInt(RgbImage::width)
                .max()
                .orElse(1);
        int cellWidth = Math.max(
                pictures, titles.stream().mapToInt(Letters::width).max().orElse(0));
        int width = GAP + (1 + titles.size()) * (cellWidth + GAP);
        List<List<Entry>> legend = lines(entries(rows, classes), width);
        int height = CAPTION + GAP + legend.size() * (SWATCH + GAP) + GAP;
        for (List<RgbImage> row : cells) {
            height += row.get(0).height() + GAP;
        }
        Canvas canvas = new Canvas(width, height);
        canvas.text(GAP, GAP, "input");
        for (int i = 0; i < titles.size(); i++) {
            canvas.text(GAP + (i + 1) * (cellWidth + GAP), GAP, titles.get(i));
        }
        int top = GAP + CAPTION;
        for (List<RgbImage> row : cells) {
            for (int i = 0; i < row.size(); i++) {
                canvas.picture(GAP + i * (cellWidth + GAP), top, row.get(i));
            }
            top += row.get(0).height() + GAP;
        }
        drawLegend(canvas, legend, top);
        return canvas.image();
    }

    private static List<RgbImage> cells(Row row, Palette palette, List<String> classes) {
        List<RgbImage> cells = new ArrayList<>();
        RgbImage image = thinned(row.image());
        cells.add(image);
        row.maps()
                .forEach(map -> cells.add(
                        map.isOfPicture()
                                ? named(map.at(0, 0), palette, classes, image)
                                : thinned(palette.paint(map))));
        return cells;
    }

    /** The class of a whole picture by its name, below a bar of its colour. */
    private static RgbImage named(int index, Palette palette, List<String> classes, RgbImage beside) {
        String name = index < classes.size() ? classes.get(index) : "other";
        int width = Math.min(MOST_WIDTH, Math.max(beside.width(), Letters.width(name)));
        Canvas canvas = new Canvas(width, beside.height());
        canvas.fill(0, 0, width, GAP, palette.colour(index));
        canvas.text(0, 2 * GAP, name);
        return canvas.image();
    }

    /** Takes every n-th pixel. Averaging would mix the colours of classes. */
    private static RgbImage thinned(RgbImage image) {
        int step = (image.width() + MOST_WIDTH - 1) / MOST_WIDTH;
        int width = (image.width() + step - 1) / step;
        int height = (image.height() + step - 1) / step;
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixel(i % width * step, i / width * step);
        }
        return RgbImage.of(width, height, pixels);
    }

    /** The classes by their colours, and what belongs to none if there is any; nothing where each map names one class. */
    private static List<Entry> entries(List<Row> rows, List<String> classes) {
        List<LabelMap> maps = rows.stream()
                .flatMap(row -> row.maps().stream())
                .filter(map -> !map.isOfPicture())
                .toList();
        if (maps.isEmpty() && !rows.isEmpty()) {
            return List.of();
        }
        Palette palette = Palette.of(classes);
        List<Entry> entries = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            entries.add(new Entry(palette.colour(c), classes.get(c)));
        }
        if (maps.stream().anyMatch(map -> ExampleSet.holdsBeyond(map, classes.size()))) {
            entries.add(new Entry(Palette.IGNORED, VOID));
        }
        return entries;
    }

    /** Entries in lines that fit the width. */
    private static List<List<Entry>> lines(List<Entry> entries, int width) {
        List<List<Entry>> lines = new ArrayList<>();
        int left = width;
        for (Entry entry : entries) {
            if (left + entry.width() > width) {
                lines.add(new ArrayList<>());
                left = GAP;
            }
            lines.get(lines.size() - 1).add(entry);
            left += entry.width();
        }
        return lines;
    }

    private static void drawLegend(Canvas canvas, List<List<Entry>> lines, int from) {
        int top = from;
        for (List<Entry> line : lines) {
            int left = GAP;
            for (Entry entry : line) {
                canvas.fill(left, top, SWATCH, SWATCH, entry.colour());
                canvas.text(left + SWATCH + GAP, top, entry.name());
                left += entry.width();
            }
            top += SWATCH + GAP;
        }
    }
}
