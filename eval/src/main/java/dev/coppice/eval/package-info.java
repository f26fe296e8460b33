/**
 * Measures networks and runs the whole flow: accuracy, latency, sweeps and the reports that show them.
 *
 * <p>Start at {@code dev.coppice.eval.flow}, the flow from a network to its report as one call; the command line, the sweeps
 * and the README all use it.
 */
@NullMarked
package dev.coppice.eval;

import org.jspecify.annotations.NullMarked;
