package dev.coppice.compress.spectral;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.resample.Grid;
import java.util.Arrays;

/** Labels that a grid can hold: every class' mask is low-passed, then each pixel takes the class with the largest value. */
public final class LowPassedLabels {
    private LowPassedLabels() {}

    /**
     * The labels without frequencies above a cut-off; void pixels first get the nearest label.
     *
     * @param settings settings of the transform; their treatment of void pixels is ignored
     */
    public static LabelMap of(LabelMap map, OutputSettings settings, Grid grid) {
        Labels labels = Labels.of(map, settings.ignore(), VoidPixels.FILLED);
        MapTransform transform = MapTransform.of(settings.bands(map.height(), map.width()));
        int band = transform.bands().kept(grid);
        double[] largest = new double[labels.pixels()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        byte[] classes = new byte[labels.pixels()];
        for (int c = 0; c < settings.classes(); c += 2) {
            double[] mask = mask(labels, c);
            double[] other = mask(labels, c + 1);
            transform.lowPass(mask, other, band);
            keepLarger(mask, c, largest, classes);
            if (c + 1 < settings.classes()) {
                keepLarger(other, c + 1, largest, classes);
            }
        }
        return LabelMap.of(map.width(), map.height(), classes);
    }

    private static double[] mask(Labels labels, int c) {
        double[] mask = new double[labels.pixels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels.at(i) == c ? 1 : 0;
        }
        return mask;
    }

    private static void keepLarger(double[] mask, int c, double[] largest, byte[] classes) {
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] > largest[i]) {
                largest[i] = mask[i];
                classes[i] = (byte) c;
            }
        }
    }
}
