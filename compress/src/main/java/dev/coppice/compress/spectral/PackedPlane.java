package dev.coppice.compress.spectral;

import java.util.Arrays;

/**
 * Two real maps packed in one complex plane, with its rows transformed; columns are transformed when they are asked for, so
 * that they can be summed while they are in the cache. Rows without content are skipped. Scratch of one thread.
 */
final class PackedPlane {
    /** Columns that are gathered at once: as many complex numbers as share a line of the cache. */
    private static final int GATHERED = 4;

    private final int height;
    private final int width;
    private final Line alongRow;
    private final Line alongColumn;
    private final double[] values;
    private final double[][] columns;
    private int firstGathered;

    PackedPlane(Bands bands) {
        this.height = bands.height();
        this.width = bands.width();
        this.alongRow = Line.of(bands.basis(), width);
        this.alongColumn = Line.of(bands.basis(), height);
        this.values = new double[2 * height * width];
        this.columns = new double[GATHERED][2 * height];
        this.firstGathered = -1;
    }

    /** Packs f + ig and transforms the rows. */
    void rows(double[] f, double[] g) {
        firstGathered = -1;
        for (int y = 0; y < height; y++) {
            boolean content = false;
            for (int i = y * width; i < (y + 1) * width; i++) {
                values[2 * i] = f[i];
                values[2 * i + 1] = g[i];
                content |= f[i] != 0 || g[i] != 0;
            }
            if (content) {
                alongRow.forward(values, 2 * y * width);
            }
        }
    }

    /** A transformed column, real and imaginary parts in turns; overwritten when a column of another group is asked for. */
    double[] column(int x) {
        int group = x / GATHERED * GATHERED;
        if (group != firstGathered) {
            int count = Math.min(GATHERED, width - group);
            for (int y = 0; y < height; y++) {
                int from = 2 * (y * width + group);
                for (int c = 0; c < count; c++) {
                    columns[c][2 * y] = values[from + 2 * c];
                    columns[c][2 * y + 1] = values[from + 2 * c + 1];
                }
            }
            for (int c = 0; c < count; c++) {
                alongColumn.forward(columns[c], 0);
            }
            firstGathered = group;
        }
        return columns[x - group];
    }

    /** Copies the whole transform out, column by column. */
    void spectrum(double[] out) {
        for (int x = 0; x < width; x++) {
            System.arraycopy(column(x), 0, out, 2 * x * height, 2 * height);
        }
    }

    /** The maps that have the spectrum's bands 0 … {@code band}. */
    void inverse(double[] spectrum, Bands bands, int band, double[] f, double[] g) {
        firstGathered = -1;
        Arrays.fill(values, 0);
        double[] column = columns[0];
        for (int x = 0; x < width; x++) {
            if (bands.band(0, x) > band) {
                continue;
            }
            for (int y = 0; y < height; y++) {
                boolean kept = bands.next(bands.column(x) + y) <= band;
                column[2 * y] = kept ? spectrum[2 * (x * height + y)] : 0;
                column[2 * y + 1] = kept ? spectrum[2 * (x * height + y) + 1] : 0;
            }
            alongColumn.inverse(column, 0);
            for (int y = 0; y < height; y++) {
                values[2 * (y * width + x)] = column[2 * y];
                values[2 * (y * width + x) + 1] = column[2 * y + 1];
            }
        }
        for (int y = 0; y < height; y++) {
            alongRow.inverse(values, 2 * y * width);
        }
        for (int i = 0; i < f.length; i++) {
            f[i] = values[2 * i];
            g[i] = values[2 * i + 1];
        }
    }
}
