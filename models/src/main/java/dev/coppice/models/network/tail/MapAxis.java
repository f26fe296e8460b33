package dev.coppice.models.network.tail;

/** Meaning of an axis of a prediction: images, classes, rows or columns. */
public enum MapAxis {
    N,
    C,
    H,
    W
}
