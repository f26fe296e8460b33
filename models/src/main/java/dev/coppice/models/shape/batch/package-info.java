/**
 * Graphs whose file fixes the batch, for batches of other sizes: which axis of every tensor follows the batch, one rule an operator.
 *
 * <p>Start at {@link dev.coppice.models.shape.batch.OpenBatch}.
 */
@NullMarked
package dev.coppice.models.shape.batch;

import org.jspecify.annotations.NullMarked;
