package dev.coppice.compress.spectral;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.TensorGradient;
import java.util.Arrays;

/**
 * Sums of the spectra of a tensor of maps, and of the loss's gradient in it, over pictures. Memory does not grow with
 * their number. One backward pass scores every channel and frequency. Not thread-safe.
 */
public final class TensorSpectra {
    private static final int MAP_RANK = 4;

    private final Shape shape;
    private final MapTransform transform;
    private final double[] map;
    private final double[] other;
    private final BandSums[] taylor;
    private final BandSums[] taylorSize;
    private BandSums feature;
    private BandSums gradient;
    private int images;
    private int gradientImages;

    /**
     * Empty sums.
     *
     * @param shape shape N×C×H×W of each addition, N pictures at a time
     * @throws IllegalArgumentException if the shape is not N×C×H×W
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
        BandSums zero = BandSums.zero(bands.count());
        this.feature = zero;
        this.gradient = zero;
        this.taylor = new BandSums[shape.size(1)];
        this.taylorSize = new BandSums[shape.size(1)];
        Arrays.fill(taylor, zero);
        Arrays.fill(taylorSize, zero);
    }

    /** Adds pictures to the feature spectrum only: N×C×H×W in C order. */
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
            feature = feature.plus(products.first()).plus(products.second());
        }
        images += shape.size(0);
    }

    /**
     * Adds pictures with the gradient of the loss, which is the mean or sum over the pictures of one pass. |I| is taken
     * for each picture.
     */
    public void add(TensorGradient at) {
        int channels = shape.size(1);
        for (int m = 0; m < shape.size(0) * channels; m++) {
            copy(at.values(), m, map);
            copy(at.gradient(), m, other);
            double scale = scaleTo(map, other);
            BandProducts products = transform.products(map, other);
            BandSums score = products.cross().times(-1 / scale);
            feature = feature.plus(products.first());
            gradient = gradient.plus(products.second().times(1 / (scale * scale)));
            taylor[m % channels] = taylor[m % channels].plus(score);
            taylorSize[m % channels] = taylorSize[m % channels].plus(sizes(score));
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

    /**
     * Scales a map to the magnitude of another, by a power of two. A shared transform is only as exact as the larger map,
     * and gradients are some millionths of their tensors.
     *
     * @return the factor
     */
    private static double scaleTo(double[] like, double[] scaled) {
        double wanted = Arrays.stream(like).map(Math::abs).max().orElse(0);
        double found = Arrays.stream(scaled).map(Math::abs).max().orElse(0);
        double factor =
                wanted > 0 && found > 0 ? Math.scalb(1.0, Math.getExponent(wanted) - Math.getExponent(found)) : 1;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return factor;
    }

    private static BandSums sizes(BandSums sums) {
        return BandSums.of(Arrays.stream(sums.toArray()).map(Math::abs).toArray());
    }

    /**
     * The means over all pictures so far.
     *
     * @throws IllegalStateException if no picture was added
     */
    public TensorSpectrum spectrum() {
        if (images == 0) {
            throw new IllegalStateException("no pictures were added");
        }
        double one = 1.0 / Math.max(1, gradientImages);
        return new TensorSpectrum(
                transform.bands(),
                images,
                gradientImages,
                feature.times(1.0 / images),
                gradient.times(one),
                Arrays.stream(taylor).map(own -> own.times(one)).toList(),
                Arrays.stream(taylorSize).map(own -> own.times(one)).toList());
    }
}
