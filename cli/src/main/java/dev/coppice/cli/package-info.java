/**
 * The command line: one picocli command a task, and the owner of standard output, progress and exit codes.
 *
 * <p>Start at {@code Coppice}, the root command. No other package may import picocli, print, or end the process.
 */
@NullMarked
package dev.coppice.cli;

import org.jspecify.annotations.NullMarked;
