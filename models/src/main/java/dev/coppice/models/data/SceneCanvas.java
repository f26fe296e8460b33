package dev.coppice.models.data;

/**
 * A canvas that draws picture and labels together, later shapes over earlier ones. Nothing is smoothed, so every pixel has
 * one class.
 */
final class SceneCanvas {
    /** The pixels that a shape covers. */
    @FunctionalInterface
    interface Cover {
        boolean at(int x, int y);
    }

    /** The colour of each pixel. */
    @FunctionalInterface
    interface Paint {
        SceneColour at(int x, int y);
    }

    private final int width;
    private final int height;
    private final double[][] channels;
    private final byte[] labels;

    SceneCanvas(int width, int height) {
        this.width = width;
        this.height = height;
        channels = new double[3][width * height];
        labels = new byte[width * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Draws one pixel; does nothing outside the picture. */
    void set(int x, int y, SceneColour colour, int label) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            int at = y * width + x;
            channels[0][at] = colour.red();
            channels[1][at] = colour.green();
            channels[2][at] = colour.blue();
            labels[at] = (byte) label;
        }
    }

    /** Draws the covered pixels of a box between the given coordinates. */
    void fill(SceneBox box, Cover cover, Paint paint, int label) {
        for (int y = Math.max(0, box.top()); y < Math.min(height, box.bottom()); y++) {
            for (int x = Math.max(0, box.left()); x < Math.min(width, box.right()); x++) {
                if (cover.at(x, y)) {
                    set(x, y, paint.at(x, y), label);
                }
            }
        }
    }

    /** Draws a whole box. */
    void fill(SceneBox box, Paint paint, int label) {
        fill(box, (x, y) -> true, paint, label);
    }

    /** Darkens or brightens pixels without changing their labels. */
    void shade(SceneBox box, Cover cover, double factor) {
        for (int y = Math.max(0, box.top()); y < Math.min(height, box.bottom()); y++) {
            for (int x = Math.max(0, box.left()); x < Math.min(width, box.right()); x++) {
                if (cover.at(x, y)) {
                    for (double[] channel : channels) {
                        channel[y * width + x] *= factor;
                    }
                }
            }
        }
    }

    /** Blurs the picture as a lens does, with a share of a binomial 3×3 filter. Labels stay. */
    void blur(double share) {
        for (double[] channel : channels) {
            smooth(channel, share, 1, width, height);
            smooth(channel, share, width, height, width);
        }
    }

    /** One pass of (¼, ½, ¼) along lines of {@code length} elements, {@code step} apart. */
    private void smooth(double[] channel, double share, int step, int length, int lines) {
        int across = step == 1 ? width : 1;
        for (int line = 0; line < lines; line++) {
            int start = line * across;
            double before = channel[start];
            for (int i = 0; i < length; i++) {
                int at = start + i * step;
                double here = channel[at];
                double after = channel[i + 1 < length ? at + step : at];
                channel[at] = here + share * (0.25 * before + 0.25 * after - 0.5 * here);
                before = here;
            }
        }
    }

    /**
     * The picture with sensor noise: one standard deviation for noise common to all channels, one for noise of each channel.
     */
    Sample finish(String name, RandomStream random, double luma, double chroma) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            double common = luma * noise(random);
            int pixel = 0;
            for (double[] channel : channels) {
                double value = channel[i] + common + chroma * noise(random);
                pixel = pixel << 8 | (int) Math.max(0, Math.min(255, Math.round(value)));
            }
            pixels[i] = pixel;
        }
        return new Sample(name, RgbImage.of(width, height, pixels), LabelMap.of(width, height, labels));
    }

    /** A fast approximation of a normal number: the sum of four uniform numbers from one draw, with variance 1. */
    private static double noise(RandomStream random) {
        long bits = random.bits();
        int sum = (int) (bits & 0xffff)
                + (int) (bits >>> 16 & 0xffff)
                + (int) (bits >>> 32 & 0xffff)
                + (int) (bits >>> 48);
        return (sum - 131070.0) / 37837.0;
    }
}
