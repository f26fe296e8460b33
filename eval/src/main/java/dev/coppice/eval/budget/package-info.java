/**
 * Cuts to a budget. The planner of {@code compress.budget} asks for prices and losses; a machine's profile and pictures give
 * them here.
 */
@NullMarked
package dev.coppice.eval.budget;

import org.jspecify.annotations.NullMarked;
