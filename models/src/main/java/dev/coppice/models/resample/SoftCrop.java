package dev.coppice.models.resample;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.Operators;
import java.util.List;

/**
 * The operator {@code SoftCrop}: a low-pass with trained cut-offs. Its inputs are X (N×C×H×W) and two constants, the
 * cut-offs of height and width; the output has the shape of X.
 *
 * <p>It multiplies coefficient p of the DCT-II of X along each axis by {@link #mask} and transforms back, so X keeps its
 * size. A cut-off is a share w of the network's input. If the image has n samples along an axis, coefficients below n·w
 * stay, whatever the grid of X, as a truncation to that grid would keep them. The edge is soft, so that the loss has a
 * gradient in w. This is DiffStride (Riad et al., "Learning Strides in Convolutional Neural Networks", ICLR 2022) with the
 * DCT in place of the DFT (coefficient p is frequency p/2).
 *
 * <p>It exists only while cut-offs are trained and is never written to a file.
 */
public final class SoftCrop {
    /** The operator's name in domain {@link Operators#COPPICE}. */
    public static final String OP = "SoftCrop";

    /** Input position of the height's cut-off. */
    public static final int HEIGHT = 1;

    /** Input position of the width's cut-off. */
    public static final int WIDTH = 2;

    /** R of the paper: the number of frequencies, in cycles per image, over which the mask falls from 1 to 0. */
    public static final double RAMP = 4;

    /**
     * The share that a stored cut-off of 1 stands for. Adam moves a number by about the learning rate per step, whatever its
     * scale. Weights need 1e-3; a share that falls from 1 to 1/16 in a few hundred steps needs more.
     */
    public static final double UNIT = 16;

    private SoftCrop() {}

    /** Whether a node is this operator. */
    public static boolean isSoftCrop(Node node) {
        return node.domain().equals(Operators.COPPICE) && node.op().equals(OP);
    }

    /** A node with the name of its output. */
    public static Node node(String input, String height, String width, String output) {
        return new Node(output, Operators.COPPICE, OP, List.of(input, height, width), List.of(output), Attributes.NONE);
    }

    /** The constant that stores a cut-off. */
    public static Tensor stored(double share) {
        return Tensor.floats(Shape.of(1), (float) (share / UNIT));
    }

    /** The cut-off that a constant stores. */
    public static double share(Tensor stored) {
        return stored.toFloats()[0] * UNIT;
    }

    /**
     * The factor of DCT coefficient {@code p}: clip((R + ν_max − ν) / R, 0, 1) with ν = p/2, ν_max = n·w/2.
     *
     * @param kept n·w, the number of coefficients that a sharp crop would keep
     */
    public static double mask(int p, double kept) {
        return Math.max(0, Math.min(1, (RAMP + (kept - p) / 2) / RAMP));
    }
}
