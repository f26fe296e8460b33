package dev.coppice.models.resample;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.Operators;
import java.util.List;

/**
 * A {@code SoftCrop} node: a low-pass in place whose cut-offs are trained. Inputs X (N×C×H×W) and two constants, the cut-offs
 * of height and width; output like X.
 *
 * <p>X is taken to its DCT-II, coefficient p of each axis is multiplied by {@link #mask} and taken back, so X keeps its
 * size. A cut-off is the share w of the network's input: on an axis where the image has n samples, coefficients below n·w
 * stay, whatever grid X itself lies on, as a truncation to that grid would have it. The edge is not sharp, so that the
 * loss has a gradient in w: DiffStride (Riad et al., "Learning Strides in Convolutional Neural Networks", ICLR 2022), with
 * the DCT in place of the DFT (coefficient p is frequency p/2).
 *
 * <p>It exists while cut-offs are trained; nothing writes it to a file.
 */
public final class SoftCrop {
    /** The operator's name in domain {@link Operators#COPPICE}. */
    public static final String OP = "SoftCrop";

    /** Input position of the height's cut-off. */
    public static final int HEIGHT = 1;

    /** Input position of the width's cut-off. */
    public static final int WIDTH = 2;

    /** R of the paper, in cycles per image: over so many frequencies the mask falls from 1 to 0. */
    public static final double RAMP = 4;

    /**
     * A stored cut-off of 1 is a share of this. Adam moves a number by about the learning rate a step, whatever it stands
     * for: weights want 1e-3, a share that has the way from 1 to 1/16 to go in a few hundred steps wants more.
     */
    public static final double UNIT = 16;

    private SoftCrop() {}

    /** Whether a node is this operator. */
    public static boolean isSoftCrop(Node node) {
        return node.domain().equals(Operators.COPPICE) && node.op().equals(OP);
    }

    /** A node, named after its output. */
    public static Node node(String input, String height, String width, String output) {
        return new Node(output, Operators.COPPICE, OP, List.of(input, height, width), List.of(output), Attributes.NONE);
    }

    /** A cut-off as the constant that a node reads. */
    public static Tensor stored(double share) {
        return Tensor.floats(Shape.of(1), (float) (share / UNIT));
    }

    /** The cut-off that a constant stands for. */
    public static double share(Tensor stored) {
        return stored.toFloats()[0] * UNIT;
    }

    /**
     * What DCT coefficient {@code p} is multiplied by: clip((R + ν_max − ν) / R, 0, 1) with ν = p/2, ν_max = n·w/2.
     *
     * @param kept n·w, coefficients that a sharp crop would keep
     */
    public static double mask(int p, double kept) {
        return Math.max(0, Math.min(1, (RAMP + (kept - p) / 2) / RAMP));
    }
}
