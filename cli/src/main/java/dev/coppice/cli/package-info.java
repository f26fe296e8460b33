/**
 * The command line: the main class, which runs one command and ends the process with its exit code.
 *
 * <p>Start at {@code Coppice}, the root command. The commands are in {@code command}, their options in {@code option},
 * options kept in files in {@code recipe}, and what a person sees in {@code terminal}. Only these packages may import
 * picocli, print, or end the process.
 */
@NullMarked
package dev.coppice.cli;

import org.jspecify.annotations.NullMarked;
