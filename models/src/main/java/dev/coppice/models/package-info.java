/**
 * What a network is: its graph, its card, its shapes, its cost, and how it comes in from files, SameDiff and data.
 *
 * <p>Start at {@link dev.coppice.models.network.Network}. This root package holds only what every stage needs: the error for
 * wrong input, the settings that messages name, the words for what is wrong with a file, and what differs between settings.
 */
@NullMarked
package dev.coppice.models;

import org.jspecify.annotations.NullMarked;
