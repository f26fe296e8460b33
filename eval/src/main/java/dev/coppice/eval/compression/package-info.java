/**
 * A compression as a person asks for it: how much is cut, by which criteria and regions, for which machine; made into passes and
 * carried out as one call.
 *
 * <p>Start at {@link dev.coppice.eval.compression.Compression}. What to cut is a {@link
 * dev.coppice.eval.compression.CutChoice}; what is not said in it has its default here, for the command line and for users of
 * the library alike.
 */
@NullMarked
package dev.coppice.eval.compression;

import org.jspecify.annotations.NullMarked;
