/**
 * The help of commands: examples first, then the options in groups, in the order people need them.
 *
 * <p>Start at {@link dev.coppice.cli.help.HelpLayout}. An option names its group with {@link dev.coppice.cli.help.Grouped},
 * a command its examples with {@link dev.coppice.cli.help.Example}.
 */
@NullMarked
package dev.coppice.cli.help;

import org.jspecify.annotations.NullMarked;
