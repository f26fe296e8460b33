package dev.coppice.models.network.tail;

/** What an axis of a prediction counts: images, classes, rows, columns. */
public enum MapAxis {
    N,
    C,
    H,
    W
}
