/**
 * What a compression plan says: an ordered list of steps and a decision, with its reason, for every candidate.
 *
 * <p>A plan is data. It is printed, saved as JSON, compared and replayed; it never changes a graph ({@code
 * compress.rewrite} does). Start at {@link dev.coppice.compress.plan.CompressionPlan}.
 */
@NullMarked
package dev.coppice.compress.plan;

import org.jspecify.annotations.NullMarked;
