/**
 * Compression to the fastest network within a drop that is measured on the written file after retraining. {@link
 * dev.coppice.eval.promise.PromiseFlow} trains points of a frontier until it has found the fastest that holds. {@link
 * dev.coppice.eval.promise.DropWalk} chooses the points.
 */
@NullMarked
package dev.coppice.eval.promise;

import org.jspecify.annotations.NullMarked;
