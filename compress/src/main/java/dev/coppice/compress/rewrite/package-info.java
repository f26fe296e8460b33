/**
 * Rewriting by a plan: each step is checked and becomes graph edits; the result is a graph with valid shapes.
 *
 * <p>Each kind of step has one class. Start at {@link dev.coppice.compress.rewrite.PlanRewriter}.
 */
@NullMarked
package dev.coppice.compress.rewrite;

import org.jspecify.annotations.NullMarked;
