package dev.coppice.cli;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Progress;
import java.util.Optional;

/**
 * What an importance criterion may go by besides the weights.
 *
 * @param data with pictures to measure on
 * @param seed of the one that is random
 * @param progress is told of every picture
 */
record Basis(Optional<Dataset> data, long seed, Progress progress) {}
