/**
 * As fast as it goes within a drop that is measured on the written file after retraining: {@link
 * dev.coppice.eval.promise.PromiseFlow} trains points of a frontier until the fastest that holds is found, {@link
 * dev.coppice.eval.promise.DropWalk} says which.
 */
@NullMarked
package dev.coppice.eval.promise;

import org.jspecify.annotations.NullMarked;
