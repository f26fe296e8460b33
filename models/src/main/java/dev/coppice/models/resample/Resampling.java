package dev.coppice.models.resample;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a feature map is carried to a coarser grid, each kind with the operator that carries it back. Every kind keeps
 * constants both ways.
 *
 * <p>Where the way back is the pseudo-inverse A⁺ of the way there, A·A⁺ = I and A⁺·A is the orthogonal projector on the
 * band. The other kinds go back by interpolation between the positions their samples stand at.
 */
public enum Resampling {
    /**
     * Mean over the area each new sample covers. Such a sample stands at the centre of its cell, so that half-pixel linear
     * interpolation is the way back: its A⁺ would repeat samples, whose images of the spectrum decay more slowly.
     */
    AREA,
    /** The lowest coefficients of the orthonormal DCT-II, back-transformed on the new grid; back by zero-padding, A⁺. */
    DCT,
    /**
     * The lowest coefficients of the DFT (spectral pooling; Rippel, Snoek, Adams, arXiv 1506.03767); back by zero-padding,
     * A⁺. It takes maps as periodic and its samples stand at i·H/n, not at half-pixel centres.
     */
    DFT,
    /** Linear between the two nearest half-pixel centres, no anti-aliasing; the same way back. */
    BILINEAR,
    /** Linear where the first and the last sample of both grids coincide, no anti-aliasing; the same way back. */
    BILINEAR_ALIGN_CORNERS;

    /** Reads an {@link #id}. */
    public static Resampling parse(String text) {
        for (Resampling kind : values()) {
            if (kind.id().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        String ids = Arrays.stream(values()).map(Resampling::id).collect(Collectors.joining(", "));
        throw new InvalidInputException("Resampling '" + text + "' is unknown. Give one of " + ids + ".");
    }

    /** The name in options, plans and graphs, such as {@code bilinear-align-corners}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a sample stands at the centre of what it covers; otherwise the first samples of all grids coincide. */
    public boolean isCentred() {
        return this != DFT && this != BILINEAR_ALIGN_CORNERS;
    }

    /**
     * The kind that keeps a band as it is among samples that stand where this kind's do: A⁺A is a projector. Aligned corners
     * have none and keep their own.
     */
    public Resampling ideal() {
        return isCentred() ? DCT : this;
    }

    /** Whether both ways are linear interpolation: two taps an axis, what ONNX calls Resize. */
    public boolean isLinear() {
        return this == BILINEAR || this == BILINEAR_ALIGN_CORNERS;
    }
}
