/**
 * What each operator family does when a grid changes, one family a file.
 *
 * <p>Listed in {@link dev.coppice.compress.grid.GridRules}. Start at {@link dev.coppice.compress.grid.rule.ConvGrid}.
 */
@NullMarked
package dev.coppice.compress.grid.rule;

import org.jspecify.annotations.NullMarked;
