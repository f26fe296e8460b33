/**
 * Parity: the proof that two ways of computing a network agree.
 *
 * <p>Start at {@link dev.coppice.export.parity.Parity}. It runs the same inputs through two {@link
 * dev.coppice.export.parity.OutputSource}s and gives the largest difference relative to the largest value.
 */
@NullMarked
package dev.coppice.export.parity;

import org.jspecify.annotations.NullMarked;
