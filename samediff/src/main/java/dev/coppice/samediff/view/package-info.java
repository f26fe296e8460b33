/**
 * A user's SameDiff graph as data: variables, operators with their arguments, stored values.
 *
 * <p>{@link dev.coppice.samediff.view.UserGraph} is the view that lifting reads. It is made of a graph in memory
 * ({@link dev.coppice.samediff.view.SameDiffView}) or of the bytes of a file
 * ({@link dev.coppice.samediff.view.FlatFile}), which needs no native library and trusts nothing that the file says.
 */
@NullMarked
package dev.coppice.samediff.view;

import org.jspecify.annotations.NullMarked;
