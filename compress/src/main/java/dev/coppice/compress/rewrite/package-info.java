/**
 * A plan applied and checked: each step becomes graph edits, and the result is a graph whose shapes agree.
 *
 * <p>One class a kind of step. Start at {@link dev.coppice.compress.rewrite.PlanRewriter}.
 */
@NullMarked
package dev.coppice.compress.rewrite;

import org.jspecify.annotations.NullMarked;
