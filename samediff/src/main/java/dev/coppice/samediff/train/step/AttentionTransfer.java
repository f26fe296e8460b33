package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Shape;
import java.util.List;

/**
 * A further part of a training loss: weight · the mean over tensors and pictures of ‖q − t‖² = 2 (1 − q · t). There q is a picture's
 * attention map, the mean over channels of squares divided by its Euclidean norm over the pixels, and t, of norm 1, is given with each
 * batch (Zagoruyko and Komodakis, ICLR 2017, eq. 2, with squared distances).
 *
 * @param maps tensors whose attention counts; none for no such part
 * @param weight above 0
 */
public record AttentionTransfer(List<Maps> maps, double weight) {
    /** No such part. */
    public static final AttentionTransfer NONE = new AttentionTransfer(List.of(), 1);

    public AttentionTransfer {
        maps = List.copyOf(maps);
    }

    /**
     * A tensor of the network's graph.
     *
     * @param shape C×h×w of a picture
     */
    public record Maps(String tensor, Shape shape) {
        int channels() {
            return shape.size(0);
        }

        int pixels() {
            return shape.size(1) * shape.size(2);
        }
    }
}
