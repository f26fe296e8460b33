package dev.coppice.compress.spectral;

import org.jtransforms.dct.FloatDCT_2D;

/** The energy of maps of one size below a cut-off frequency. Holds the transform's tables; not for several threads at once. */
public final class BandEnergy {
    private final int height;
    private final int width;
    private final int rows;
    private final int columns;
    private final float[] map;
    private final FloatDCT_2D dct;

    /**
     * For maps of a size.
     *
     * @param cutoff share of each axis' frequencies that count, in (0, 1]: rows 0 … ⌈height · cutoff⌉ − 1, as many as a grid
     *     of that share holds
     */
    public BandEnergy(int height, int width, double cutoff) {
        this.height = height;
        this.width = width;
        this.rows = (int) Math.ceil(height * cutoff);
        this.columns = (int) Math.ceil(width * cutoff);
        this.map = new float[height * width];
        this.dct = new FloatDCT_2D(height, width);
    }

    /**
     * The mean square of a map's part within the band, its mean left out: a constant is what a bias can put in its place.
     *
     * @param maps H×W after H×W in C order
     * @param index which of them
     */
    public double of(float[] maps, int index) {
        System.arraycopy(maps, index * map.length, map, 0, map.length);
        dct.forward(map, true);
        double energy = 0;
        for (int u = 0; u < rows; u++) {
            for (int v = 0; v < columns; v++) {
                double y = map[u * width + v];
                energy += u + v == 0 ? 0 : y * y;
            }
        }
        return energy / ((double) height * width);
    }
}
