package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import java.util.List;

/** Rewrite that turns one kind of plan step into graph edits. */
interface StepRewrite<S extends PlanStep> {
    /** The edits that carry out the step on this graph. */
    List<GraphEdit> edits(S step, Graph graph);
}
