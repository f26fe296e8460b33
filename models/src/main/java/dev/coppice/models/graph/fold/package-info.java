/**
 * Rewrites that leave a network's function as it is and make it simpler: what training and writing start from.
 *
 * <p>Each produces {@link dev.coppice.models.graph.GraphEdit}s and changes nothing itself. Start at {@link
 * dev.coppice.models.graph.fold.BatchNormFolding}.
 */
@NullMarked
package dev.coppice.models.graph.fold;

import org.jspecify.annotations.NullMarked;
