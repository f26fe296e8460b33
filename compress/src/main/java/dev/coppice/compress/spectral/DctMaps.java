package dev.coppice.compress.spectral;

import org.jtransforms.dct.DoubleDCT_1D;

/** Orthonormal DCT-II along rows, then along columns. */
final class DctMaps implements MapTransform {
    private final Bands bands;
    private final int height;
    private final int width;
    private final DoubleDCT_1D alongRow;
    private final DoubleDCT_1D alongColumn;
    private final double[] column;
    private final double[][] planes;

    DctMaps(Bands bands) {
        this.bands = bands;
        this.height = bands.height();
        this.width = bands.width();
        this.alongRow = new DoubleDCT_1D(width);
        this.alongColumn = new DoubleDCT_1D(height);
        this.column = new double[height];
        this.planes = new double[4][height * width];
    }

    @Override
    public Bands bands() {
        return bands;
    }

    @Override
    public BandProducts products(double[] f, double[] g) {
        double[] a = forward(f, planes[0]);
        double[] b = forward(g, planes[1]);
        return new BandProducts(sums(a, a), sums(b, b), sums(a, b));
    }

    @Override
    public FourProducts products(double[] f, double[] g, double[] h, double[] j) {
        double[] a = forward(f, planes[0]);
        double[] b = forward(g, planes[1]);
        double[] c = forward(h, planes[2]);
        double[] d = forward(j, planes[3]);
        return new FourProducts(sums(a, a), sums(b, b), sums(a, c), sums(a, d));
    }

    @Override
    public void lowPass(double[] f, double[] g, int band) {
        lowPass(f, band);
        lowPass(g, band);
    }

    private void lowPass(double[] f, int band) {
        double[] plane = forward(f, planes[0]);
        for (int i = 0; i < plane.length; i++) {
            if (bands.band(i / width, i % width) > band) {
                plane[i] = 0;
            }
        }
        columns(plane, false);
        for (int y = 0; y < height; y++) {
            alongRow.inverse(plane, y * width, true);
        }
        System.arraycopy(plane, 0, f, 0, plane.length);
    }

    @Override
    public double[] coefficients(double[] f) {
        return forward(f, planes[0]).clone();
    }

    private double[] forward(double[] f, double[] plane) {
        System.arraycopy(f, 0, plane, 0, plane.length);
        for (int y = 0; y < height; y++) {
            alongRow.forward(plane, y * width, true);
        }
        columns(plane, true);
        return plane;
    }

    private void columns(double[] plane, boolean forward) {
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                column[y] = plane[y * width + x];
            }
            if (forward) {
                alongColumn.forward(column, true);
            } else {
                alongColumn.inverse(column, true);
            }
            for (int y = 0; y < height; y++) {
                plane[y * width + x] = column[y];
            }
        }
    }

    private BandSums sums(double[] a, double[] b) {
        double[] sums = new double[bands.count()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sums[bands.band(y, x)] += a[y * width + x] * b[y * width + x];
            }
        }
        return BandSums.of(sums);
    }
}
