package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.network.Network;
import java.util.List;

/** Rewriter that applies a plan to the network it was made for. */
public final class PlanRewriter {
    private PlanRewriter() {}

    /**
     * The network after every step, with checked shapes. A plan without steps returns the same object.
     *
     * @throws InvalidInputException if the plan was made for another graph (its own result is one), or a step does not
     *     fit
     */
    public static Network rewrite(Network network, CompressionPlan plan) {
        Graph graph = network.graph();
        String hash = graph.hash();
        if (!hash.equals(plan.network())) {
            throw new InvalidInputException("The plan was made for a network with hash " + plan.network()
                    + ", this one has " + hash
                    + ". Replay it on the network it was made for, or plan anew for this one.");
        }
        for (int i = 0; i < plan.steps().size(); i++) {
            graph = checked(plan, i, graph, network.card().name());
        }
        Network rewritten = network.with(graph);
        if (!plan.steps().isEmpty()) {
            // steps that fit one by one may still leave tensors that do not fit each other
            rewritten.shapes(rewritten.batch());
        }
        return rewritten;
    }

    private static Graph checked(CompressionPlan plan, int at, Graph graph, String network) {
        PlanStep step = plan.steps().get(at);
        String place = "Step " + (at + 1) + " of " + plan.steps().size() + " of the plan does not fit network '"
                + network + "':";
        List<String> problems = StepCheck.problems(step, graph);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(place, problems);
        }
        try {
            return carryOut(graph, step);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new InvalidInputException(place + " " + FileTrouble.ofContradiction(e) + ".", e);
        }
    }

    /** The graph after one step, which was just made for it: for trying many steps. */
    public static Graph carryOut(Graph graph, PlanStep step) {
        return GraphRewriter.apply(graph, step.accept(new StepEdits(graph)));
    }
}
