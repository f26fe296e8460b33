package dev.coppice.compress.spectral;

/** Transform of two real maps at once, packed as the real and the imaginary part of one complex map. */
abstract sealed class PackedMaps implements MapTransform permits DctMaps, DftMaps {
    final Bands bands;
    final int height;
    final int width;
    final PackedSpectrum first;
    final PackedSpectrum second;

    PackedMaps(Bands bands) {
        this.bands = bands;
        this.height = bands.height();
        this.width = bands.width();
        this.first = new PackedSpectrum(bands);
        this.second = new PackedSpectrum(bands);
    }

    @Override
    public final Bands bands() {
        return bands;
    }

    @Override
    public final void spectrum(double[] f, double[] g, double[] spectrum) {
        first.rows(f, g);
        first.spectrum(spectrum);
    }

    @Override
    public final void inverse(double[] spectrum, int band, double[] f, double[] g) {
        first.inverse(spectrum, bands, band, f, g);
    }
}
