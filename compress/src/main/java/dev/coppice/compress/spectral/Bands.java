package dev.coppice.compress.spectral;

import dev.coppice.models.resample.Grid;

/**
 * Bands of growing fineness for the frequencies of maps of one size. Immutable.
 *
 * <p>A frequency of an axis of {@code size} samples is |k| / size cycles per sample (DCT: p / 2 / size). Bands count it
 * in cycles per {@code unit} samples, the shorter side unless told otherwise, rounded up: bands 0 … b together are
 * exactly the frequencies with max(|ky| / H, |kx| / W) ≤ ν / unit (radial: √((ky / H)² + (kx / W)²)), ν = {@link
 * #frequency}(b). On a square map band b thus holds max(|kx|, |ky|) = b; on others each axis is measured against its own
 * size. A grid with {@link #grid}(b) = 2ν + 1 samples on the {@code unit} keeps exactly the bands up to b (paper arXiv
 * 2012.14123: n = 2 ν + 1). Maps of different sizes share bands if they share the unit.
 */
public final class Bands {
    private final int height;
    private final int width;
    private final SpectralBasis basis;
    private final BandShape shape;
    private final int unit;
    private final short[] bands;
    private final short[] byColumn;
    private final int count;

    private Bands(int height, int width, SpectralBasis basis, BandShape shape, int unit) {
        this.height = height;
        this.width = width;
        this.basis = basis;
        this.shape = shape;
        this.unit = unit;
        this.bands = new short[Math.multiplyExact(height, width)];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = (short) computed(i / width, i % width);
        }
        this.byColumn = new short[bands.length];
        for (int i = 0; i < bands.length; i++) {
            byColumn[i % width * height + i / width] = bands[i];
        }
        // the finest frequency of any size: ½ cycle per sample on an axis, √½ across
        double finest = shape == BandShape.SQUARE ? 0.5 : Math.sqrt(0.5);
        this.count = (int) Math.ceil(finest * unit / basis.cycles()) + 1;
    }

    /** The bands in cycles per shorter side. */
    public static Bands of(int height, int width, SpectralBasis basis, BandShape shape) {
        return of(height, width, basis, shape, Math.min(height, width));
    }

    /**
     * The bands in cycles per {@code unit} samples.
     *
     * @throws IllegalArgumentException if a size is below 1 or the unit above 16 384
     */
    public static Bands of(int height, int width, SpectralBasis basis, BandShape shape, int unit) {
        if (height < 1 || width < 1 || unit < 1 || unit > 1 << 14) {
            throw new IllegalArgumentException(height + "×" + width + " in units of " + unit);
        }
        return new Bands(height, width, basis, shape, unit);
    }

    private int computed(int row, int column) {
        long ky = basis.distance(row, height);
        long kx = basis.distance(column, width);
        if (shape == BandShape.SQUARE) {
            return (int) Math.max(-Math.floorDiv(-ky * unit, height), -Math.floorDiv(-kx * unit, width));
        }
        double radius = unit * Math.hypot((double) ky / height, (double) kx / width);
        double whole = Math.rint(radius);
        return (int) (Math.abs(radius - whole) < 1e-9 * unit ? whole : Math.ceil(radius));
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public SpectralBasis basis() {
        return basis;
    }

    public BandShape shape() {
        return shape;
    }

    /** The number of samples over which a frequency counts its cycles. */
    public int unit() {
        return unit;
    }

    /** The number of bands. It is the same for all sizes with this unit, so the last bands may be empty. */
    public int count() {
        return count;
    }

    /** The band of a coefficient, by its row and column in the transform; band 0 is the mean alone. */
    public int band(int row, int column) {
        return bands[row * width + column];
    }

    /** The place where a column begins in the table by columns, for {@link #next}. */
    int column(int column) {
        return column * height;
    }

    /** The band at a place in the table by columns. */
    int next(int place) {
        return byColumn[place];
    }

    /** The highest frequency of a band, in cycles per {@link #unit}. */
    public double frequency(int band) {
        return band * basis.cycles();
    }

    /** The samples per {@link #unit} of the coarsest grid that keeps a band and all below it: 2ν + 1, at most the unit. */
    public int grid(int band) {
        return (int) Math.min(unit, Math.round(2 * frequency(band)) + 1);
    }

    /**
     * The highest band that a grid keeps whole. A grid of n = ⌈unit · p/q⌉ samples keeps |k| ≤ (n − 1) / 2, for the DCT p
     * ≤ n − 1. Where the axes of the grid differ, the coarser one decides. The full grid keeps all bands.
     */
    public int kept(Grid grid) {
        int samples = Math.min(grid.samples(0, unit), grid.samples(1, unit));
        if (samples == unit) {
            return count - 1;
        }
        return (samples - 1) / (int) Math.round(2 * basis.cycles());
    }

    @Override
    public String toString() {
        return shape.id() + " " + basis.id() + " bands of " + height + "×" + width;
    }
}
