/**
 * Rewrites that simplify a network and keep its function. Training and writing start from the result.
 *
 * <p>Each produces {@link dev.coppice.models.graph.GraphEdit}s and changes nothing itself. Start at
 * {@link dev.coppice.models.graph.fold.BatchNormFolding}.
 */
@NullMarked
package dev.coppice.models.graph.fold;

import org.jspecify.annotations.NullMarked;
