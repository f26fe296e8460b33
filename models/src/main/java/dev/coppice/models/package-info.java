/**
 * Networks: graph, card, shapes, cost, and how networks and data are read.
 *
 * <p>Start at {@link dev.coppice.models.network.Network}. This root package holds what every stage needs: the error for
 * wrong input, the settings that messages name, words for what is wrong with a file, and differences between settings.
 */
@NullMarked
package dev.coppice.models;

import org.jspecify.annotations.NullMarked;
