/**
 * Proves that two ways of computing a network agree.
 *
 * <p>Start at {@link dev.coppice.export.parity.Parity}: the same inputs through two
 * {@link dev.coppice.export.parity.OutputSource}s, and the largest difference relative to the largest value.
 */
@NullMarked
package dev.coppice.export.parity;

import org.jspecify.annotations.NullMarked;
