/**
 * What a compression cost and what it brought, as data and as pages for people: JSON, Markdown and a picture.
 *
 * <p>Losses stand as plainly as gains, and what was predicted from shapes stands apart from what was measured. Start at
 * {@link dev.coppice.eval.report.Report}; {@link dev.coppice.eval.report.ReportFiles} writes it. Every file appears whole
 * or not at all.
 */
@NullMarked
package dev.coppice.eval.report;

import org.jspecify.annotations.NullMarked;
