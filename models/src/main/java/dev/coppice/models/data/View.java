package dev.coppice.models.data;

/**
 * The part of a picture that is looked at, in its pixels: a rectangle, perhaps mirrored. It may reach beyond the edge.
 *
 * @param top of the rectangle, 0 at the upper edge of the first row
 * @param left of the rectangle
 * @param height of the rectangle
 * @param width of the rectangle
 * @param mirrored left and right exchanged
 */
public record View(double top, double left, double height, double width, boolean mirrored) {
    /** The whole picture. */
    public static View whole(RgbImage image) {
        return new View(0, 0, image.height(), image.width(), false);
    }

    /** The row at which output row {@code i} of {@code rows} has its centre; 0 is the centre of the first row (half-pixel). */
    double y(int i, int rows) {
        return top + (i + 0.5) * height / rows - 0.5;
    }

    /** The row of the pixel nearest to output row {@code i} of {@code rows}; may lie beyond the picture. */
    public long row(int i, int rows) {
        return Math.round(y(i, rows));
    }

    /** The column of the pixel nearest to output column {@code j} of {@code columns}; may lie beyond the picture. */
    public long column(int j, int columns) {
        return Math.round(x(j, columns));
    }

    /** The column at which output column {@code j} of {@code columns} has its centre. */
    double x(int j, int columns) {
        int from = mirrored ? columns - 1 - j : j;
        return left + (from + 0.5) * width / columns - 0.5;
    }
}
