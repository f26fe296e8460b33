/**
 * Spatial grids: which tensors share one, and where it may change.
 *
 * <p>Every feature map lies on a grid: its height and width relative to the network's input. {@link
 * dev.coppice.compress.grid.GridTruncation} caps the grids of a {@link dev.coppice.compress.grid.Region} and plans the
 * consequences, node by node in running order. Each operator family has one {@link
 * dev.coppice.compress.grid.rule.GridRule}, which says what happens to a node whose inputs come on new grids. Start at
 * {@code GridTruncation}.
 */
@NullMarked
package dev.coppice.compress.grid;

import org.jspecify.annotations.NullMarked;
