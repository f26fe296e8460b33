package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * A pooling window on a map, with the padding below and on the right that its output really needs.
 *
 * @param window window of the node
 * @param end padding below and on the right that the last windows reach, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // lives only during a translation
record Pooling(Window window, int[] end) {
    static Pooling of(Window window, Shape in, Shape out) {
        int[] end = new int[2];
        Arrays.setAll(
                end,
                i -> Math.max(
                        0,
                        (out.size(2 + i) - 1) * window.strides()[i]
                                + window.kernel()[i]
                                - in.size(2 + i)
                                - window.begin()[i]));
        return new Pooling(window, end);
    }

    /** Whether ND4J's own padding, the same on both sides, gives the right number of windows. */
    boolean isEven() {
        return window.begin()[0] == window.end()[0]
                && window.begin()[1] == window.end()[1]
                && end[0] <= window.end()[0]
                && end[1] <= window.end()[1];
    }

    boolean isPadded() {
        return window.begin()[0] + window.begin()[1] + end[0] + end[1] > 0;
    }

    Pooling2DConfig config(int... pad) {
        return Pooling2DConfig.builder()
                .kH(window.kernel()[0])
                .kW(window.kernel()[1])
                .sH(window.strides()[0])
                .sW(window.strides()[1])
                .pH(pad[0])
                .pW(pad[1])
                .build();
    }
}
