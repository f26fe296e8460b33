package dev.coppice.cli;

import dev.coppice.models.data.Dataset;
import java.util.Optional;

/**
 * What an importance criterion may go by besides the weights.
 *
 * @param data with pictures to measure on
 * @param seed of the one that is random
 */
record Basis(Optional<Dataset> data, long seed) {}
