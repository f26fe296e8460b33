package dev.coppice.compress.spectral;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.samediff.TensorGradient;
import java.util.Arrays;

/**
 * Sums the spectra of a tensor of maps, and of the loss's gradient in it, picture by picture; memory does not grow with their
 * number. One backward pass scores every channel and frequency. Not for several threads at once.
 */
public final class TensorSpectra {
    private static final int MAP_RANK = 4;

    private final Shape shape;
    private final MapTransform transform;
    private final double[] map;
    private final double[] other;
    private final double[] feature;
    private final double[] gradient;
    private final double[][] taylor;
    private final double[][] taylorSize;
    private int images;
    private int gradientImages;

    /**
     * Nothing yet.
     *
     * @param shape N×C×H×W of what will be added, N pictures at a time
     * @throws IllegalArgumentException if the shape is not of maps
     */
    public TensorSpectra(Shape shape, SpectralBasis basis, BandShape form) {
        if (shape.rank() != MAP_RANK) {
            throw new IllegalArgumentException("shape " + shape + " is not of maps N×C×H×W");
        }
        Bands bands = Bands.of(shape.size(2), shape.size(3), basis, form);
        this.shape = shape;
        this.transform = MapTransform.of(bands);
        this.map = new double[shape.size(2) * shape.size(3)];
        this.other = new double[map.length];
        this.feature = new double[bands.count()];
        this.gradient = new double[bands.count()];
        this.taylor = new double[shape.size(1)][bands.count()];
        this.taylorSize = new double[shape.size(1)][bands.count()];
    }

    /** Adds pictures of which only the feature spectrum is wanted: N×C×H×W in C order. */
    public void add(float[] values) {
        int maps = shape.size(0) * shape.size(1);
        for (int m = 0; m < maps; m += 2) {
            copy(values, m, map);
            if (m + 1 < maps) {
                copy(values, m + 1, other);
            } else {
                Arrays.fill(other, 0);
            }
            BandProducts products = transform.products(map, other);
            addTo(feature, products.first(), 1);
            addTo(feature, products.second(), 1);
        }
        images += shape.size(0);
    }

    /**
     * Adds pictures with the gradient of the loss, which is the mean or the sum of theirs as one pass gives it. |I| is taken of
     * each picture.
     */
    public void add(TensorGradient at) {
        int channels = shape.size(1);
        for (int m = 0; m < shape.size(0) * channels; m++) {
            copy(at.values(), m, map);
            copy(at.gradient(), m, other);
            BandProducts products = transform.products(map, other);
            addTo(feature, products.first(), 1);
            addTo(gradient, products.second(), 1);
            addTo(taylor[m % channels], products.cross(), -1);
            double[] size = taylorSize[m % channels];
            Arrays.setAll(size, b -> size[b] + Math.abs(products.cross()[b]));
        }
        images += shape.size(0);
        gradientImages += shape.size(0);
    }

    private void copy(float[] values, int index, double[] into) {
        int start = index * into.length;
        for (int i = 0; i < into.length; i++) {
            into[i] = values[start + i];
        }
    }

    private static void addTo(double[] sums, double[] values, int sign) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * values[i];
        }
    }

    /**
     * The means over what was added so far.
     *
     * @throws IllegalStateException if that is nothing
     */
    public TensorSpectrum spectrum() {
        if (images == 0) {
            throw new IllegalStateException("no pictures were added");
        }
        int differentiated = Math.max(1, gradientImages);
        return new TensorSpectrum(
                transform.bands(),
                images,
                gradientImages,
                over(feature, images),
                over(gradient, differentiated),
                Arrays.stream(taylor).map(own -> over(own, differentiated)).toArray(double[][]::new),
                Arrays.stream(taylorSize).map(own -> over(own, differentiated)).toArray(double[][]::new));
    }

    private static double[] over(double[] sums, int count) {
        return Arrays.stream(sums).map(s -> s / count).toArray();
    }
}
