/**
 * What each operator family does when a grid changes, one family a file, and what a rule sees of its node.
 *
 * <p>A {@link dev.coppice.compress.grid.rule.GridRule} reads a {@link dev.coppice.compress.grid.rule.GridNode} and answers with
 * a {@link dev.coppice.compress.grid.rule.GridChange}. {@link dev.coppice.compress.grid.rule.GridRules} lists the rules, and
 * {@link dev.coppice.compress.grid.rule.OwnGrids} tells by them where the maps of a network lie. No rule knows of the plan that
 * asks it. Start at {@link dev.coppice.compress.grid.rule.ConvGrid}.
 */
@NullMarked
package dev.coppice.compress.grid.rule;

import org.jspecify.annotations.NullMarked;
