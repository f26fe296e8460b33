package dev.coppice.models.graph;

/** Order of an image's axes in a file. Coppice's own graphs are always N×C×H×W. */
public enum ImageLayout {
    NCHW,
    NHWC
}
