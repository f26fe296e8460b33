package dev.coppice.models.data;

import java.util.Arrays;

/**
 * The true class of every pixel of a picture, a class index or the data set's ignore index, in values 0…255; or the class of
 * the whole picture, one place with any class index. Immutable.
 */
public final class LabelMap {
    private final int width;
    private final int height;
    private final byte[] values;
    private final int whole;

    private LabelMap(int width, int height, byte[] values, int whole) {
        this.width = width;
        this.height = height;
        this.values = values;
        this.whole = whole;
    }

    /** The class of a whole picture: a map of one place, which every point of every view shows. */
    public static LabelMap ofPicture(int classIndex) {
        if (classIndex < 0) {
            throw new IllegalArgumentException("class " + classIndex);
        }
        return new LabelMap(1, 1, new byte[0], classIndex);
    }

    /** Whether it is the class of a whole picture. */
    public boolean isOfPicture() {
        return whole >= 0;
    }

    /** Copies {@code height × width} values (unsigned bytes), row by row. */
    public static LabelMap of(int width, int height, byte[] values) {
        if (values.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(width + "×" + height + " labels expected, not " + values.length);
        }
        return new LabelMap(width, height, values.clone(), -1);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The value at a pixel. */
    public int at(int x, int y) {
        return isOfPicture() ? whole : values[y * width + x] & 0xff;
    }

    /** The values of the pixels nearest to the points of a view, row by row; −1 beyond the edge. */
    public short[] seen(View view, int rows, int columns) {
        short[] out = new short[Math.multiplyExact(rows, columns)];
        if (isOfPicture()) {
            Arrays.fill(out, (short) whole);
            return out;
        }
        for (int i = 0; i < rows; i++) {
            long y = view.row(i, rows);
            for (int j = 0; j < columns; j++) {
                long x = view.column(j, columns);
                boolean inside = x >= 0 && y >= 0 && x < width && y < height;
                out[i * columns + j] = (short) (inside ? at((int) x, (int) y) : -1);
            }
        }
        return out;
    }

    /** The number of pixels of each value from 0 on, at least to 255. */
    public long[] histogram() {
        long[] counts = new long[Math.max(256, whole + 1)];
        if (isOfPicture()) {
            counts[whole] = 1;
        }
        for (byte value : values) {
            counts[value & 0xff]++;
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap map
                && width == map.width
                && whole == map.whole
                && Arrays.equals(values, map.values);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(values) + whole + 1;
    }

    @Override
    public String toString() {
        return isOfPicture() ? "class " + whole : width + "×" + height + " labels";
    }
}
