package dev.coppice.models.data;

/**
 * A rectangle of a picture, in pixels, perhaps mirrored. It may reach beyond the picture's edge.
 *
 * @param top upper edge; 0 is the upper edge of the first row
 * @param left left edge; 0 is the left edge of the first column
 * @param height height of the rectangle
 * @param width width of the rectangle
 * @param mirrored whether left and right are exchanged
 */
public record View(double top, double left, double height, double width, boolean mirrored) {
    /** The whole picture. */
    public static View whole(RgbImage image) {
        return new View(0, 0, image.height(), image.width(), false);
    }

    /** The row of the centre of output row {@code i} of {@code rows}; 0 is the centre of the first row (half-pixel). */
    double y(int i, int rows) {
        return top + (i + 0.5) * height / rows - 0.5;
    }

    /** The row of the pixel nearest to output row {@code i} of {@code rows}; it may lie beyond the picture. */
    public long row(int i, int rows) {
        return Math.round(y(i, rows));
    }

    /** The column of the pixel nearest to output column {@code j} of {@code columns}; it may lie beyond the picture. */
    public long column(int j, int columns) {
        return Math.round(x(j, columns));
    }

    /** The column of the centre of output column {@code j} of {@code columns}. */
    double x(int j, int columns) {
        int from = mirrored ? columns - 1 - j : j;
        return left + (from + 0.5) * width / columns - 0.5;
    }
}
