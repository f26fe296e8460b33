package dev.coppice.models.kit;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;

/** Networks for several tests. */
public final class Networks {
    private static final long SEED = 7;
    private static final int CHANNELS = 4;

    private Networks() {}

    /** A builder for images of any size, with weights from a normal distribution. */
    public static NetworkBuilder random(int height, int width) {
        return NetworkBuilder.random(height, width, SEED);
    }

    /**
     * A network with two 3×3 convolutions per stage, widths from the top, logits {@code head} and weights as before
     * training.
     */
    public static Network unet(long seed, Shape image, int classes, int... widths) {
        NetworkBuilder b = NetworkBuilder.initialised(image, seed);
        String x = IMAGE;
        for (int i = 0; i < widths.length; i++) {
            if (i > 0) {
                b.pool("pool" + i, x);
                x = "pool" + i;
            }
            x = pair(b, "down" + i, x, widths[i]);
        }
        for (int i = widths.length - 2; i >= 0; i--) {
            b.transposed("up" + i, x, widths[i], 2).concat("joined" + i, "down" + i + ".b.relu", "up" + i);
            x = pair(b, "dec" + i, "joined" + i, widths[i]);
        }
        return b.conv("head", x, classes, 1).to("head");
    }

    private static String pair(NetworkBuilder b, String stage, String x, int width) {
        b.conv(stage + ".a", x, width).node("Relu", stage + ".a.relu", stage + ".a");
        b.conv(stage + ".b", stage + ".a.relu", width).node("Relu", stage + ".b.relu", stage + ".b");
        return stage + ".b.relu";
    }

    /**
     * A U-Net of two levels with 4 channels in every layer. Down: convolution e0, pool p0, convolution e1, pool p1,
     * convolution e2. Up: u1 and u0, joined with e1 as c1 and with e0 as c0, each followed by a convolution, d1 and d0.
     * Logits are y.
     */
    public static Network unet(int height, int width) {
        return random(height, width)
                .conv("e0", IMAGE, CHANNELS)
                .pool("p0", "e0")
                .conv("e1", "p0", CHANNELS)
                .pool("p1", "e1")
                .conv("e2", "p1", CHANNELS)
                .transposed("u1", "e2", CHANNELS, 2)
                .concat("c1", "e1", "u1")
                .conv("d1", "c1", CHANNELS)
                .transposed("u0", "d1", CHANNELS, 2)
                .concat("c0", "e0", "u0")
                .conv("d0", "c0", CHANNELS)
                .conv("y", "d0", CHANNELS, 1)
                .to("y");
    }
}
