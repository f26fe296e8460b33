package dev.coppice.eval.latency.profile;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;

/**
 * An encoder of two levels and a decoder, small enough to be timed in a moment.
 *
 * @param height height of the input
 * @param width width of the input
 * @param first number of channels of the upper level
 * @param second number of channels of the lower level
 * @param seed seed of the weights
 */
record Toy(int height, int width, int first, int second, long seed) {
    /** The default network. */
    static final Toy USUAL = new Toy(16, 24, 32, 64, 1);

    private static final int CLASSES = 3;

    Network network() {
        return NetworkBuilder.random(height, width, seed)
                .conv("enc1", IMAGE, first)
                .node("Relu", "relu1", "enc1")
                .pool("pool", "relu1")
                .conv("enc2", "pool", second)
                .node("Relu", "relu2", "enc2")
                .transposed("up", "relu2", first, 2)
                .concat("joined", "relu1", "up")
                .conv("logits", "joined", CLASSES, 1)
                .to("logits");
    }
}
