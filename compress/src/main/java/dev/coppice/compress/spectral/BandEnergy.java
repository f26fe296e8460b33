package dev.coppice.compress.spectral;

import org.jtransforms.dct.FloatDCT_2D;

/** Energy of maps of one size below a cut-off frequency. It holds the transform's tables and is not thread-safe. */
public final class BandEnergy {
    private final int height;
    private final int width;
    private final int rows;
    private final int columns;
    private final float[] map;
    private final FloatDCT_2D dct;

    /**
     * An energy for maps of one size.
     *
     * @param cutoff share of each axis' frequencies that counts, in (0, 1]: rows 0 … ⌈height · cutoff⌉ − 1, as many as a
     *     grid of this share holds
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
     * The mean square of a map within the band, without its mean, since a bias can replace a constant.
     *
     * @param maps all maps, H×W each, one after the other in C order
     * @param index index of the map
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
