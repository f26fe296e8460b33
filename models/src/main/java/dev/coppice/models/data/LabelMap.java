package dev.coppice.models.data;

import java.util.Arrays;

/** The true class of every pixel of a picture: a class index, or the data set's ignore index. Values 0…255. Immutable. */
public final class LabelMap {
    private final int width;
    private final int height;
    private final byte[] values;

    private LabelMap(int width, int height, byte[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** Copies {@code height × width} values (unsigned bytes), row by row. */
    public static LabelMap of(int width, int height, byte[] values) {
        if (values.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(width + "×" + height + " labels expected, not " + values.length);
        }
        return new LabelMap(width, height, values.clone());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The value at a pixel, 0…255. */
    public int at(int x, int y) {
        return values[y * width + x] & 0xff;
    }

    /** The values of the pixels nearest to the points of a view, row by row; −1 beyond the edge. */
    public short[] seen(View view, int rows, int columns) {
        short[] out = new short[Math.multiplyExact(rows, columns)];
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

    /** The number of pixels of each value 0…255. */
    public long[] histogram() {
        long[] counts = new long[256];
        for (byte value : values) {
            counts[value & 0xff]++;
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap map && width == map.width && Arrays.equals(values, map.values);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return width + "×" + height + " labels";
    }
}
