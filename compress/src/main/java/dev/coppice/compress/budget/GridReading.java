package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;

/**
 * Measurements of a grid before any channel was chosen.
 *
 * @param price price of the network on it; NaN where it cannot be taken
 * @param accuracy accuracy on calibration pictures, in [0, 1]; NaN where it cannot be taken
 * @param obstacle why it cannot be taken; empty if it can
 */
public record GridReading(GridTruncation truncation, double price, double accuracy, String obstacle) {}
