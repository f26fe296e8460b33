/**
 * What a network is: its graph, its card, its shapes, its cost, and how it comes in from files, SameDiff and data.
 *
 * <p>Start at {@link dev.coppice.models.network.Network}. This root package holds only the error for wrong input, which
 * every stage raises.
 */
@NullMarked
package dev.coppice.models;

import org.jspecify.annotations.NullMarked;
