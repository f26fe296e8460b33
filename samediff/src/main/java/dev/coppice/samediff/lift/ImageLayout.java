package dev.coppice.samediff.lift;

/** Order of a SameDiff graph's image axes. Coppice's own graphs are always N×C×H×W. */
public enum ImageLayout {
    NCHW,
    NHWC
}
