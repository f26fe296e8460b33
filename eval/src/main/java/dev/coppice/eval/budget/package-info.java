/**
 * Networks cut to a budget: what the planner of {@code compress.budget} asks, answered by a machine's profile and by pictures.
 */
@NullMarked
package dev.coppice.eval.budget;

import org.jspecify.annotations.NullMarked;
