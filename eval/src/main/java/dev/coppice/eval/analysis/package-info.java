/**
 * The analysis of a network by frequency over a data set: where its loss and accuracy lie, what a coarser grid would cost,
 * and which classes would lose.
 *
 * <p>Start at {@link dev.coppice.eval.analysis.AnalysisFlow}, which carries out an {@link
 * dev.coppice.eval.analysis.AnalysisRequest} as one call. The result is an {@link dev.coppice.eval.analysis.Analysis}:
 * sections of findings about one network on one split, each with its JSON, its page and its pictures. {@link
 * dev.coppice.eval.analysis.output.OutputAnalysis} makes the section on the output. {@link
 * dev.coppice.eval.analysis.AnalysisFiles} writes all sections. A further kind of finding is one new {@link
 * dev.coppice.eval.report.AnalysisSection}.
 */
@NullMarked
package dev.coppice.eval.analysis;

import org.jspecify.annotations.NullMarked;
