package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;

/**
 * What was known of a grid before any channel was chosen.
 *
 * @param price of the network on it; NaN where it is no candidate
 * @param mIoU on calibration pictures; NaN where it is no candidate
 * @param obstacle why it is no candidate, empty if it is one
 */
public record GridReading(GridTruncation truncation, double price, double mIoU, String obstacle) {}
