/**
 * The commands, a class each, and the tables that they print.
 *
 * <p>Start at {@code Commands}, the list of all. A command turns its options into a request of the library, and prints what comes
 * of it.
 */
@NullMarked
package dev.coppice.cli.command;

import org.jspecify.annotations.NullMarked;
