package dev.coppice.models.measure;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Source of what a network's tensors hold on labelled pictures, and of the gradients of its loss.
 *
 * <p>Every method runs the network on all pictures, one after another in the same order, and hands over what it finds for
 * each. The loss of a picture is the mean cross-entropy over its labelled pixels.
 */
public interface GradientSource {
    /** Everything that decides what is found besides the network. */
    Fingerprint fingerprint();

    /** The number of pictures, at least 1. */
    int count();

    /**
     * Looks at tensors.
     *
     * @param tensors computed or constant
     * @param picture is given the values of each tensor in C order
     */
    void values(Network network, List<String> tensors, Consumer<Map<String, float[]>> picture);

    /**
     * Looks at the gradient in constants.
     *
     * @param constants floating-point constants of the graph, at least one
     * @param picture is given the gradient in each constant in C order, 0 where the loss does not depend on it
     */
    void constantGradients(Network network, Set<String> constants, Consumer<Map<String, float[]>> picture);

    /**
     * Looks at tensors and the gradient in them.
     *
     * @param tensors that the network computes, or its input; at least one that its output depends on
     * @param picture is given values and gradient of each tensor
     */
    void tensorGradients(Network network, List<String> tensors, Consumer<Map<String, TensorGradient>> picture);
}
