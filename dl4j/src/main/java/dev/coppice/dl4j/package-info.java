/**
 * Networks of Deeplearning4j that are in memory. Start at {@link dev.coppice.dl4j.Dl4jNetworks}. Archives need none of this:
 * {@code dev.coppice.models.dl4j} reads and writes them without Deeplearning4j.
 */
@NullMarked
package dev.coppice.dl4j;

import org.jspecify.annotations.NullMarked;
