/**
 * Options that commands share, in groups that belong together, each read into settings of the library.
 *
 * <p>A group notes what is wrong with its options in an {@code OptionCheck}, so that all that is wrong is told at once.
 */
@NullMarked
package dev.coppice.cli.option;

import org.jspecify.annotations.NullMarked;
