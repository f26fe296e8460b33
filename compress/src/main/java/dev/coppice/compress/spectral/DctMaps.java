package dev.coppice.compress.spectral;

/** Orthonormal DCT-II along rows, then along columns; of two packed maps one is the real, the other the imaginary part. */
final class DctMaps extends PackedMaps {
    DctMaps(Bands bands) {
        super(bands);
    }

    @Override
    public BandProducts products(double[] f, double[] g) {
        FourProducts products = products(f, g, f, g);
        return new BandProducts(products.ff(), products.gg(), products.fj());
    }

    @Override
    public FourProducts products(double[] f, double[] g, double[] h, double[] j) {
        first.rows(f, g);
        boolean same = f == h && g == j;
        PackedSpectrum other = same ? first : second;
        if (!same) {
            second.rows(h, j);
        }
        double[] ff = new double[bands.count()];
        double[] gg = new double[bands.count()];
        double[] fh = new double[bands.count()];
        double[] fj = new double[bands.count()];
        for (int x = 0; x < width; x++) {
            double[] u = first.column(x);
            double[] v = other.column(x);
            int at = bands.column(x);
            for (int y = 0; y < height; y++) {
                int band = bands.next(at + y);
                double re = u[2 * y];
                double im = u[2 * y + 1];
                ff[band] += re * re;
                gg[band] += im * im;
                fh[band] += re * v[2 * y];
                fj[band] += re * v[2 * y + 1];
            }
        }
        return new FourProducts(BandSums.of(ff), BandSums.of(gg), BandSums.of(fh), BandSums.of(fj));
    }

    @Override
    public double[] coefficients(double[] f) {
        first.rows(f, f);
        double[] out = new double[height * width];
        for (int x = 0; x < width; x++) {
            double[] column = first.column(x);
            for (int y = 0; y < height; y++) {
                out[y * width + x] = column[2 * y];
            }
        }
        return out;
    }
}
