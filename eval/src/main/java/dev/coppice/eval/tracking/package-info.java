/**
 * Runs logged where people keep track of theirs: MLflow, as a folder or as a server. Start at {@link
 * dev.coppice.eval.tracking.RunTracker}.
 */
@NullMarked
package dev.coppice.eval.tracking;

import org.jspecify.annotations.NullMarked;
