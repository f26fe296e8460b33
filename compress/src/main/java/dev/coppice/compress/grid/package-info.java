/**
 * Which tensors share a spatial grid, and where a grid may change.
 *
 * <p>Every feature map lies on a grid: its height and width relative to the network's input. {@link
 * dev.coppice.compress.grid.GridTruncation} caps the grids of a {@link dev.coppice.compress.grid.Region} and plans what
 * follows from it, node by node in running order: {@link dev.coppice.compress.grid.rule.GridRule}, one an operator family,
 * says what becomes of a node whose inputs come on other grids than before. Start at {@code GridTruncation}.
 */
@NullMarked
package dev.coppice.compress.grid;

import org.jspecify.annotations.NullMarked;
