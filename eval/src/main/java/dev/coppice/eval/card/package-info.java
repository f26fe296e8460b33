/**
 * A network's card found out on data: which of the usual conventions for pixels makes the network right.
 *
 * <p>Start at {@link dev.coppice.eval.card.CardSearch}; {@link dev.coppice.eval.card.InputConvention} has the list of
 * conventions.
 */
@NullMarked
package dev.coppice.eval.card;

import org.jspecify.annotations.NullMarked;
