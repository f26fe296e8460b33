/**
 * Where a network's loss and accuracy lie in frequency, over a data set: what a coarser grid would cost, and which classes
 * pay.
 *
 * <p>Start at {@link dev.coppice.eval.analysis.AnalysisFlow}, which carries out a {@link
 * dev.coppice.eval.analysis.AnalysisRequest} as one call. What comes of it is an {@link dev.coppice.eval.analysis.Analysis}: sections of findings about one network on one split, each with its
 * JSON, its page and its pictures. {@link dev.coppice.eval.analysis.output.OutputAnalysis} makes the section on the output;
 * {@link dev.coppice.eval.analysis.AnalysisFiles} writes all of them. A further kind of finding is one new
 * {@link dev.coppice.eval.report.AnalysisSection}.
 */
@NullMarked
package dev.coppice.eval.analysis;

import org.jspecify.annotations.NullMarked;
