/**
 * Grid rules: what each operator family does when a grid changes, one file for each family.
 *
 * <p>A {@link dev.coppice.compress.grid.rule.GridRule} reads a {@link dev.coppice.compress.grid.rule.GridNode} and
 * returns a {@link dev.coppice.compress.grid.rule.GridChange}. {@link dev.coppice.compress.grid.rule.GridRules} lists the
 * rules, and {@link dev.coppice.compress.grid.rule.OwnGrids} uses them to place the maps of a network. No rule knows the
 * plan that calls it. Start at {@link dev.coppice.compress.grid.rule.ConvGrid}.
 */
@NullMarked
package dev.coppice.compress.grid.rule;

import org.jspecify.annotations.NullMarked;
