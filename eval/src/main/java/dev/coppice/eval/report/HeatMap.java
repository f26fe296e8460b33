package dev.coppice.eval.report;

import dev.coppice.models.data.RgbImage;
import java.util.List;
import java.util.Locale;

/**
 * A grid of numbers in which larger numbers are darker. Every cell shows its number too, and a hundred rows stay readable.
 *
 * @param titles lines above the grid
 * @param columns headings of the columns
 * @param rows rows from top to bottom, each with one value per column
 * @param decades powers of ten below the largest value that colours tell apart by its logarithm; 0 for colours by the value
 */
public record HeatMap(List<String> titles, List<String> columns, List<Row> rows, int decades) {
    private static final int GAP = 8;
    private static final int LINE = Letters.HEIGHT + GAP;
    private static final int CELL = 64;

    /** The longest label that is shown whole, in letters. A longer one shows its end, where layer names differ. */
    private static final int LONGEST = 48;

    /** The longest title that is shown whole, in letters: a picture is as wide as its titles. */
    private static final int LONGEST_TITLE = 200;

    private static final int MISSING = 0xD8D8D8;

    /** The colour of the largest value. The scale runs from white to red and stays light enough for dark letters. */
    private static final int[] LARGEST = {0xF0, 0x60, 0x48};

    private static final int WHITE = 0xFF;

    /**
     * A row of the grid.
     *
     * @param label text at its left
     * @param values one value per column, NaN where there is none
     */
    public record Row(String label, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /** A grid with colours by the value. */
    public HeatMap(List<String> titles, List<String> columns, List<Row> rows) {
        this(titles, columns, rows, 0);
    }

    public HeatMap {
        titles = titles.stream().map(HeatMap::title).toList();
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Draws the picture, as high as its rows need. */
    public RgbImage draw() {
        int labels =
                rows.stream().mapToInt(row -> Letters.width(label(row))).max().orElse(0);
        int left = GAP + labels + GAP;
        int widest = titles.stream().mapToInt(Letters::width).max().orElse(0);
        int width = Math.max(left + columns.size() * CELL, GAP + widest) + GAP;
        int top = GAP + (titles.size() + 1) * LINE;
        Canvas canvas = new Canvas(width, top + rows.size() * LINE + GAP);
        for (int i = 0; i < titles.size(); i++) {
            canvas.text(GAP, GAP + i * LINE, titles.get(i));
        }
        for (int c = 0; c < columns.size(); c++) {
            cellText(canvas, left + c * CELL, top - LINE, columns.get(c));
        }
        double most = rows.stream()
                .flatMap(row -> row.values().stream())
                .mapToDouble(v -> v)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(0);
        for (int r = 0; r < rows.size(); r++) {
            line(canvas, rows.get(r), left, top + r * LINE, most);
        }
        return canvas.image();
    }

    private void line(Canvas canvas, Row row, int left, int top, double most) {
        String label = label(row);
        canvas.text(left - GAP - Letters.width(label), top + GAP / 2, label);
        for (int c = 0; c < row.values().size(); c++) {
            double value = row.values().get(c);
            canvas.fill(left + c * CELL + 1, top + 1, CELL - 2, LINE - 2, colour(value, most));
            String text = Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
            cellText(canvas, left + c * CELL, top + GAP / 2, text);
        }
    }

    private static void cellText(Canvas canvas, int left, int top, String text) {
        canvas.text(left + CELL - GAP - Letters.width(text), top, text);
    }

    private static String title(String text) {
        return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE - 2) + "..";
    }

    private static String label(Row row) {
        String label = row.label();
        return label.length() <= LONGEST ? label : ".." + label.substring(label.length() - LONGEST + 2);
    }

    private int colour(double value, double most) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        double part = most <= 0 ? 0 : Math.max(0, decades == 0 ? value / most : 1 + Math.log10(value / most) / decades);
        int colour = 0;
        for (int channel : LARGEST) {
            colour = colour << 8 | (int) Math.round(WHITE + part * (channel - WHITE));
        }
        return colour;
    }
}
