/**
 * The output of a network by frequency: its loss, IoU and labels, summed over a data set.
 *
 * <p>Start at {@link dev.coppice.eval.analysis.output.OutputAnalysis}, which makes the section of an analysis.
 */
@NullMarked
package dev.coppice.eval.analysis.output;

import org.jspecify.annotations.NullMarked;
