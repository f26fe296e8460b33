/**
 * The evaluation of networks and the whole flow: accuracy, latency, sweeps and the reports that show them.
 *
 * <p>Start at {@link dev.coppice.eval.Coppice}, the front door for users of the library. It makes the same requests as the
 * command line. The package {@code dev.coppice.eval.flow} behind it runs the flow from a network to its report as one call.
 */
@NullMarked
package dev.coppice.eval;

import org.jspecify.annotations.NullMarked;
