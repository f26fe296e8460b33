package dev.coppice.compress.spectral;

import java.util.Arrays;

/**
 * Spectrum of two real maps packed in one complex plane. Rows are transformed at once. Columns are transformed on
 * request, so that they are summed while they are in the cache. The plane is stored as blocks of columns that fit the
 * cache, row after row in a block. Rows of zeros are skipped. Scratch memory of one thread.
 */
final class PackedSpectrum {
    /** Number of columns of a block. */
    private static final int BLOCK = 4;

    /** Number of blocks transformed at a time: one from the left and one from the right. */
    private static final int SIDES = 2;

    private final int height;
    private final int width;
    private final SequenceTransform alongRow;
    private final SequenceTransform alongColumn;

    /** The places of a row's samples, by {@link SequenceTransform#place}. */
    private final int[] rowPlaces;

    private final int[] columnPlaces;
    private final double[] values;
    private final boolean[] content;
    private final double[] row;
    private final double[][][] columns;
    private final int[] block;

    PackedSpectrum(Bands bands) {
        this.height = bands.height();
        this.width = bands.width();
        this.alongRow = SequenceTransform.of(bands.basis(), width);
        this.alongColumn = SequenceTransform.of(bands.basis(), height);
        this.rowPlaces = new int[width];
        Arrays.setAll(rowPlaces, x -> 2 * alongRow.place(x));
        this.columnPlaces = new int[height];
        Arrays.setAll(columnPlaces, y -> 2 * alongColumn.place(y));
        this.values = new double[2 * height * ((width + BLOCK - 1) / BLOCK * BLOCK)];
        this.content = new boolean[height];
        this.row = new double[2 * width];
        this.columns = new double[SIDES][BLOCK][2 * height];
        this.block = new int[SIDES];
        Arrays.fill(block, -1);
    }

    /** Packs f + ig and transforms the rows. */
    void rows(double[] f, double[] g) {
        Arrays.fill(block, -1);
        for (int y = 0; y < height; y++) {
            content[y] = pack(f, g, y * width);
            if (content[y]) {
                alongRow.forward(row);
                for (int x = 0; x < width; x += BLOCK) {
                    System.arraycopy(row, 2 * x, values, place(y, x), 2 * Math.min(BLOCK, width - x));
                }
            }
        }
    }

    /** Fills the row from an offset of both maps; returns false and leaves the row unchanged where both are zero. */
    private boolean pack(double[] f, double[] g, int offset) {
        boolean any = false;
        for (int x = 0; x < width && !any; x++) {
            any = f[offset + x] != 0 || g[offset + x] != 0;
        }
        for (int x = 0; x < width && any; x++) {
            row[rowPlaces[x]] = f[offset + x];
            row[rowPlaces[x] + 1] = g[offset + x];
        }
        return any;
    }

    /** The start of a row's part in the block that begins with this column. */
    private int place(int y, int x) {
        return 2 * (x * height + y * BLOCK);
    }

    /** A transformed column, with real and imaginary parts alternating; a request for another block overwrites it. */
    double[] column(int x) {
        return column(x, 0);
    }

    /** The column of the frequency −kx; it stays valid together with {@link #column(int)}. */
    double[] mirrored(int x) {
        return column((width - x) % width, 1);
    }

    private double[] column(int x, int side) {
        int start = x / BLOCK * BLOCK;
        if (start != block[side]) {
            transform(start, columns[side]);
            block[side] = start;
        }
        return columns[side][x - start];
    }

    private void transform(int start, double[][] into) {
        int count = Math.min(BLOCK, width - start);
        for (int c = 0; c < count; c++) {
            double[] column = into[c];
            int from = place(0, start) + 2 * c;
            for (int y = 0; y < height; y++, from += 2 * BLOCK) {
                int to = columnPlaces[y];
                column[to] = content[y] ? values[from] : 0;
                column[to + 1] = content[y] ? values[from + 1] : 0;
            }
            alongColumn.forward(column);
        }
    }

    /** Copies the whole transform out, column by column. */
    void spectrum(double[] out) {
        for (int x = 0; x < width; x++) {
            System.arraycopy(column(x), 0, out, 2 * x * height, 2 * height);
        }
    }

    /** Computes the maps of the spectrum's bands 0 … {@code band}. */
    void inverse(double[] spectrum, Bands bands, int band, double[] f, double[] g) {
        Arrays.fill(block, -1);
        Arrays.fill(values, 0);
        double[] column = columns[0][0];
        for (int x = 0; x < width; x++) {
            if (bands.band(0, x) > band) {
                continue;
            }
            for (int y = 0; y < height; y++) {
                boolean kept = bands.next(bands.column(x) + y) <= band;
                column[2 * y] = kept ? spectrum[2 * (x * height + y)] : 0;
                column[2 * y + 1] = kept ? spectrum[2 * (x * height + y) + 1] : 0;
            }
            alongColumn.inverse(column);
            int first = place(0, x / BLOCK * BLOCK) + 2 * (x % BLOCK);
            for (int y = 0; y < height; y++) {
                values[first + 2 * BLOCK * y] = column[columnPlaces[y]];
                values[first + 2 * BLOCK * y + 1] = column[columnPlaces[y] + 1];
            }
        }
        for (int y = 0; y < height; y++) {
            inverseRow(y, f, g);
        }
    }

    private void inverseRow(int y, double[] f, double[] g) {
        for (int x = 0; x < width; x += BLOCK) {
            System.arraycopy(values, place(y, x), row, 2 * x, 2 * Math.min(BLOCK, width - x));
        }
        alongRow.inverse(row);
        for (int x = 0; x < width; x++) {
            f[y * width + x] = row[rowPlaces[x]];
            g[y * width + x] = row[rowPlaces[x] + 1];
        }
    }
}
