/**
 * Opening of graphs with a fixed batch for other batches. One rule per operator finds the batch axis of every tensor.
 *
 * <p>Start at {@link dev.coppice.models.shape.batch.OpenBatch}.
 */
@NullMarked
package dev.coppice.models.shape.batch;

import org.jspecify.annotations.NullMarked;
