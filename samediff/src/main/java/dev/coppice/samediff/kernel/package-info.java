/**
 * Direct calls of oneDNN's kernels, on platforms with a build. ND4J's operators use the same library, but they copy maps to
 * its blocked layouts and back, and they always compute all gradients.
 */
@NullMarked
package dev.coppice.samediff.kernel;

import org.jspecify.annotations.NullMarked;
