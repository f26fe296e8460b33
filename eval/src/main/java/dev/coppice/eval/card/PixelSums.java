package dev.coppice.eval.card;

import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.RgbImage;

/** Mean and standard deviation of pixels by channel. One channel is the luma of colours, as networks get it. */
final class PixelSums {
    private static final int DIGITS = 1000;

    private final double[] sums;
    private final double[] squares;
    private long pixels;

    PixelSums(int channels) {
        sums = new double[channels];
        squares = new double[channels];
    }

    void add(RgbImage image) {
        pixels += (long) image.width() * image.height();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                for (int c = 0; c < sums.length; c++) {
                    double value = sums.length == 1 ? grey(image, x, y) : image.channel(x, y, c);
                    sums[c] += value;
                    squares[c] += value * value;
                }
            }
        }
    }

    private static double grey(RgbImage image, int x, int y) {
        return Preprocessing.luma(image.channel(x, y, 0), image.channel(x, y, 1), image.channel(x, y, 2));
    }

    double mean(int channel) {
        return rounded(sums[channel] / pixels);
    }

    /** At least a thousandth, as it divides. */
    double deviation(int channel) {
        double mean = sums[channel] / pixels;
        return Math.max(1.0 / DIGITS, rounded(Math.sqrt(Math.max(0, squares[channel] / pixels - mean * mean))));
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / (double) DIGITS;
    }
}
