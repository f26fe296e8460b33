/**
 * Networks with their cards: input size, normalisation, classes and kind of output.
 *
 * <p>The graph says how numbers are computed, the card says what they mean. Start at
 * {@link dev.coppice.models.network.Network}; cards live in JSON files beside the model ({@code NAME.json}).
 */
@NullMarked
package dev.coppice.models.network;

import org.jspecify.annotations.NullMarked;
