package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import java.util.List;

/** Change of a node whose maps come on new grids: the answer of a rule. */
public sealed interface GridChange {
    /**
     * The answer that the node works on the new grids.
     *
     * @param steps changes to the graph, often none
     * @param output where its output then lies
     * @param reason what changes and why, for the reader of the plan; empty if nothing is to be said
     */
    record Works(List<PlanStep> steps, Placement output, String reason) implements GridChange {
        public Works {
            steps = List.copyOf(steps);
        }
    }

    /** The answer that the node needs all its maps on this grid; the rule is then asked again. */
    record ReadOn(MapGrid grid) implements GridChange {}

    /** The answer that the node works on its own grid only: it reads its maps there, and what follows may change again. */
    record Keeps(String reason) implements GridChange {}

    /** A node that works as it is. */
    static GridChange works(Placement output) {
        return new Works(List.of(), output, "");
    }

    /** A node that works as it is, with a reason for the reader of the plan. */
    static GridChange works(Placement output, String reason) {
        return new Works(List.of(), output, reason);
    }

    /** A node that works after one step. */
    static GridChange works(PlanStep step, Placement output, String reason) {
        return new Works(List.of(step), output, reason);
    }
}
