/**
 * Kernels of oneDNN called directly, for platforms that it has a build for. ND4J's operators use the same library, but copy
 * maps to its blocked layouts and back, and always work out all gradients.
 */
@NullMarked
package dev.coppice.samediff.kernel;

import org.jspecify.annotations.NullMarked;
