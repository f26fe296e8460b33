/**
 * The interaction with a person at a terminal: results, tables, progress, failures, exit codes, and Ctrl-C.
 *
 * <p>Start at {@code Console}, which a command talks to. {@code OptionNames} names the option for each setting of the
 * library, for messages.
 */
@NullMarked
package dev.coppice.cli.terminal;

import org.jspecify.annotations.NullMarked;
