package dev.coppice.models.resample;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Method of resampling a feature map to a coarser grid, with the matching way back. Every method keeps constants both ways.
 *
 * <p>If the way back is the pseudo-inverse A⁺, then A·A⁺ = I, and A⁺·A is the orthogonal projector on the band. The other
 * methods go back by interpolation between the positions of their samples.
 */
public enum Resampling {
    /**
     * Mean over the area that each new sample covers. A sample stands at the centre of its cell, so the way back is
     * half-pixel linear interpolation. A⁺ would repeat samples, and the spectral images of repeated samples decay more
     * slowly.
     */
    AREA,
    /**
     * The lowest coefficients of the orthonormal DCT-II, transformed back on the new grid; the way back pads with zeros, A⁺.
     */
    DCT,
    /**
     * The lowest coefficients of the DFT (spectral pooling; Rippel, Snoek, Adams, arXiv 1506.03767); the way back pads with
     * zeros, A⁺. It treats maps as periodic, and its samples stand at i·H/n, not at half-pixel centres.
     */
    DFT,
    /** Linear between the two nearest half-pixel centres, no anti-aliasing; the same way back. */
    BILINEAR,
    /** Linear with the first and the last samples of both grids aligned, no anti-aliasing; the same way back. */
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

    /** Whether a sample stands at the centre of its cell; otherwise the first samples of all grids coincide. */
    public boolean isCentred() {
        return this != DFT && this != BILINEAR_ALIGN_CORNERS;
    }

    /**
     * The band-limiting method (A⁺A is a projector) with the same sample positions. There is none for aligned corners, which
     * return themselves.
     */
    public Resampling ideal() {
        return isCentred() ? DCT : this;
    }

    /** Whether both ways are linear interpolation, with two taps per axis, as ONNX's Resize. */
    public boolean isLinear() {
        return this == BILINEAR || this == BILINEAR_ALIGN_CORNERS;
    }
}
