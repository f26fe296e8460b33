package dev.coppice.models.measure;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Source of tensor values and loss gradients of a network on labelled pictures.
 *
 * <p>Every method runs the network on all pictures, one by one in the same order, and hands over the result for each. The
 * loss of a picture is the mean cross-entropy over its labelled pixels.
 */
public interface GradientSource {
    /** Everything besides the network that decides the results. */
    Fingerprint fingerprint();

    /** The number of pictures, at least 1. */
    int count();

    /**
     * Computes the values of tensors.
     *
     * @param tensors names of computed or constant tensors
     * @param picture receives, for each picture, the values of each tensor in C order
     */
    void values(Network network, List<String> tensors, Consumer<Map<String, float[]>> picture);

    /**
     * Computes the gradients of the loss in constants.
     *
     * @param constants names of floating-point constants of the graph, at least one
     * @param picture receives, for each picture, the gradient in each constant in C order; 0 if the loss does not depend on
     *     it
     */
    void constantGradients(Network network, Set<String> constants, Consumer<Map<String, float[]>> picture);

    /**
     * Computes the values of tensors and the gradients of the loss in them.
     *
     * @param tensors names of computed tensors or of the input; the output must depend on at least one
     * @param picture receives, for each picture, values and gradient of each tensor
     */
    void tensorGradients(Network network, List<String> tensors, Consumer<Map<String, TensorGradient>> picture);
}
