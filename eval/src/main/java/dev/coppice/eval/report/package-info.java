/**
 * Reports of what a compression cost and gained, as JSON, as Markdown pages and as a picture.
 *
 * <p>Losses stand as plainly as gains. Figures predicted from shapes stand apart from measured ones. Start at {@link
 * dev.coppice.eval.report.Report}; {@link dev.coppice.eval.report.ReportFiles} writes it. Every file appears whole or not at
 * all.
 */
@NullMarked
package dev.coppice.eval.report;

import org.jspecify.annotations.NullMarked;
