/**
 * Compression plans: an ordered list of steps, and a decision with its reason for every candidate.
 *
 * <p>A plan is data. It is printed, saved as JSON, compared and replayed. Only {@code compress.rewrite} changes graphs.
 * Start at {@link dev.coppice.compress.plan.CompressionPlan}.
 */
@NullMarked
package dev.coppice.compress.plan;

import org.jspecify.annotations.NullMarked;
