/**
 * Measures networks and runs the whole flow: accuracy, latency, sweeps and the reports that show them.
 *
 * <p>Start at {@link dev.coppice.eval.Coppice}, the front door for users of the library, which makes the requests that the command
 * line makes. Behind it is {@code dev.coppice.eval.flow}, the flow from a network to its report as one call.
 */
@NullMarked
package dev.coppice.eval;

import org.jspecify.annotations.NullMarked;
