/**
 * Lifting of users' SameDiff graphs to Coppice's graph.
 *
 * <p>Each supported operator has an {@link dev.coppice.samediff.lift.OpLift}, listed in
 * {@link dev.coppice.samediff.lift.OpLifts}. One error names all others. Variables that depend on no placeholder become
 * constants. N×H×W×C maps are lifted as N×C×H×W and permuted only if an operator needs their own order. Start at
 * {@link dev.coppice.samediff.lift.Lift}.
 */
@NullMarked
package dev.coppice.samediff.lift;

import org.jspecify.annotations.NullMarked;
