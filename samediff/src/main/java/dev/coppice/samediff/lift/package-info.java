/**
 * Lifts SameDiff graphs that users built into Coppice's graph.
 *
 * <p>A whitelist of operators, one {@link dev.coppice.samediff.lift.OpLift} each, listed in {@link
 * dev.coppice.samediff.lift.OpLifts}; anything else is named in one error. What depends on no placeholder becomes a
 * constant. N×H×W×C maps are carried as N×C×H×W and turned only where an operator needs their own order. Start at {@link
 * dev.coppice.samediff.lift.Lift}.
 */
@NullMarked
package dev.coppice.samediff.lift;

import org.jspecify.annotations.NullMarked;
