/**
 * The cut-off frequency of tensors: the coarsest grid whose measured loss of accuracy stays within a tolerance, with the
 * low-pass in place and nothing retrained. It is the band limit of Chen, Chiu, Wu (arXiv 2012.14123), found by forward
 * evaluations.
 *
 * <p>Start at {@link dev.coppice.eval.cutoff.CutoffAnalysis}.
 */
@NullMarked
package dev.coppice.eval.cutoff;

import org.jspecify.annotations.NullMarked;
