/**
 * Nodes between a network's logits and its output: a Sigmoid, a Softmax, an ArgMax, a threshold, another layout, another
 * size.
 *
 * <p>Start at {@link dev.coppice.models.network.tail.OutputTail}. Each kind of operator is one
 * {@link dev.coppice.models.network.tail.TailOperator}, listed in {@link dev.coppice.models.network.tail.TailOperators}.
 */
@NullMarked
package dev.coppice.models.network.tail;

import org.jspecify.annotations.NullMarked;
