/**
 * Figures that several processes and machines need: what one measured is kept in a file for the others. Start at {@link
 * dev.coppice.eval.kept.KeptFigures}.
 */
@NullMarked
package dev.coppice.eval.kept;

import org.jspecify.annotations.NullMarked;
