package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/**
 * A Softmax that makes shares of positions and of values beside them, such as a class token. With fewer positions each stands
 * for more of the picture, and counts for as many as before, as merged tokens do (Bolya et al., Token Merging, ICLR 2023,
 * section 3): the logarithm of their number is added before. Shares of positions alone stay the same to each other.
 */
public final class SharedPositions {
    private SharedPositions() {}

    /** The step that weighs positions; empty where nothing stands beside them, or as many are left. */
    public static Optional<PlanStep> step(Node node, Laid laid, FieldMoves moves) {
        Optional<Factor.Beside> beside = laid.shares().size() == 1
                ? laid.shares().get(0).beside().filter(b -> b.before() >= 0 && b.after() >= 0)
                : Optional.empty();
        return beside.flatMap(shared -> {
            int before = Layout.sizeAt(shared.positions(), FieldMoves.NONE).orElseThrow();
            int after = Layout.sizeAt(shared.positions(), moves).orElseThrow();
            int axis = node.attributes().integer("axis", -1);
            int fromEnd = axis < 0 ? axis : axis - laid.outputs().get(0).axes().size();
            PlanStep step = new PlanStep.WeighPositions(
                    node.name(), fromEnd, shared.before(), after, shared.after(), (double) before / after);
            return before == after ? Optional.empty() : Optional.of(step);
        });
    }
}
