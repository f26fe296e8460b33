package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import java.util.List;

/** A rule's answer to a node whose maps come on other grids than before. */
public sealed interface GridChange {
    /**
     * The node works there.
     *
     * @param steps what has to be changed in the graph, often nothing
     * @param output where its output lies then
     * @param reason what is done and why, for the plan's reader; empty where there is nothing to tell
     */
    record Works(List<PlanStep> steps, Placement output, String reason) implements GridChange {
        public Works {
            steps = List.copyOf(steps);
        }
    }

    /** The node wants all its maps carried to this grid first, then to be asked again. */
    record ReadOn(MapGrid grid) implements GridChange {}

    /** The node cannot work but on its own grid: the region ends here. */
    record Ends(String reason) implements GridChange {}

    /** The node works as it is. */
    static GridChange works(Placement output) {
        return new Works(List.of(), output, "");
    }

    /** The node works as it is, and the plan's reader shall know why. */
    static GridChange works(Placement output, String reason) {
        return new Works(List.of(), output, reason);
    }

    /** The node works with one step. */
    static GridChange works(PlanStep step, Placement output, String reason) {
        return new Works(List.of(step), output, reason);
    }
}
