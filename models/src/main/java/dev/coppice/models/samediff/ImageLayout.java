package dev.coppice.models.samediff;

/** The order of a SameDiff graph's image axes. Coppice's own graphs are always N×C×H×W. */
public enum ImageLayout {
    NCHW,
    NHWC
}
