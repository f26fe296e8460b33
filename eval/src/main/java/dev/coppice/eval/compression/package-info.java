/**
 * Compressions as a user asks for them: how much is cut, by which criteria and regions, and for which machine. They become
 * passes and are carried out as one call.
 *
 * <p>Start at {@link dev.coppice.eval.compression.Compression}. A {@link dev.coppice.eval.compression.CutChoice} says what
 * to cut. Everything left open in it has its default here, for the command line and for users of the library alike.
 */
@NullMarked
package dev.coppice.eval.compression;

import org.jspecify.annotations.NullMarked;
