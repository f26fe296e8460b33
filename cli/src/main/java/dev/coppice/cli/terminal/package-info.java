/**
 * What a person at a terminal sees and does: results, tables, progress, failures, exit codes, and Ctrl-C.
 *
 * <p>Start at {@code Console}, which a command talks to. {@code OptionNames} says by which option a setting of the library is
 * given, for messages.
 */
@NullMarked
package dev.coppice.cli.terminal;

import org.jspecify.annotations.NullMarked;
