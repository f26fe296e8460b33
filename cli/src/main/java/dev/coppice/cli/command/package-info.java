/**
 * The commands, one class each, and the tables that they print.
 *
 * <p>Start at {@code Commands}, the list of all. A command turns its options into a request of the library, and prints the
 * result.
 */
@NullMarked
package dev.coppice.cli.command;

import org.jspecify.annotations.NullMarked;
