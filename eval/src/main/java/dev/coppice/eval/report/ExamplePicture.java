package dev.coppice.eval.report;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Palette;
import dev.coppice.models.data.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** A picture of a few examples: each image with its label and the networks' predictions, and a legend of the classes' colours. */
public final class ExamplePicture {
    private static final int GAP = 8;
    private static final int CAPTION = Canvas.DOT * PixelFont.HEIGHT + GAP;
    private static final int SWATCH = Canvas.DOT * PixelFont.HEIGHT;

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

    /**
     * Draws the rows.
     *
     * @param titles titles of the maps' columns
     * @param classes class names by index, for the colours and the legend
     */
    public static RgbImage draw(List<Row> rows, List<String> titles, List<String> classes) {
        Palette palette = Palette.of(classes);
        List<List<RgbImage>> cells =
                rows.stream().map(r -> cells(r, palette, classes)).toList();
        int cellWidth = cells.stream()
                .flatMap(List::stream)
                .mapToInt(RgbImage::width)
                .max()
                .orElse(1);
        int width = GAP + (1 + titles.size()) * (cellWidth + GAP);
        boolean named = rows.stream().flatMap(row -> row.maps().stream()).allMatch(LabelMap::isOfPicture);
        List<List<String>> legend = named ? List.of() : legend(classes, width);
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
        drawLegend(canvas, legend, classes, top);
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
        int width = Math.min(MOST_WIDTH, Math.max(beside.width(), Canvas.DOT * PixelFont.width(name)));
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

    /** Class names, in lines that fit the width. */
    private static List<List<String>> legend(List<String> classes, int width) {
        List<List<String>> lines = new ArrayList<>();
        int left = width;
        for (String name : classes) {
            if (left + entryWidth(name) > width) {
                lines.add(new ArrayList<>());
                left = GAP;
            }
            lines.get(lines.size() - 1).add(name);
            left += entryWidth(name);
        }
        return lines;
    }

    private static int entryWidth(String name) {
        return SWATCH + Canvas.DOT * PixelFont.width(name) + 3 * GAP;
    }

    private static void drawLegend(Canvas canvas, List<List<String>> lines, List<String> classes, int from) {
        Palette palette = Palette.of(classes);
        int top = from;
        for (List<String> line : lines) {
            int left = GAP;
            for (String name : line) {
                canvas.fill(left, top, SWATCH, SWATCH, palette.colour(classes.indexOf(name)));
                canvas.text(left + SWATCH + GAP, top, name);
                left += entryWidth(name);
            }
            top += SWATCH + GAP;
        }
    }
}
