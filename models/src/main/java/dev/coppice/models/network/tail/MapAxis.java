package dev.coppice.models.network.tail;

/** Meaning of an axis of a prediction: images, classes, slices of a volume, rows or columns. */
public enum MapAxis {
    N,
    C,
    D,
    H,
    W
}
