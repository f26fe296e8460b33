/**
 * The options that commands share. Each class holds a group of options and reads them into settings of the library.
 *
 * <p>A group notes what is wrong with its options in an {@code OptionCheck}, so one message lists every mistake.
 */
@NullMarked
package dev.coppice.cli.option;

import org.jspecify.annotations.NullMarked;
