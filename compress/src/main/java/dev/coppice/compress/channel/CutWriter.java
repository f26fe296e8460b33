package dev.coppice.compress.channel;

import dev.coppice.compress.channel.propagation.ConstantUse;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.compress.channel.propagation.PropagatedChannels;
import dev.coppice.compress.channel.propagation.Survivors;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Writer of the plan step for a cut: which constants and stored sizes of the graph change. */
final class CutWriter {
    private final PropagatedChannels propagated;
    private final Survivors survivors;
    private final ToIntFunction<Indices> cutAxis;

    CutWriter(PropagatedChannels propagated, Survivors survivors, ToIntFunction<Indices> cutAxis) {
        this.propagated = propagated;
        this.survivors = survivors;
        this.cutAxis = cutAxis;
    }

    PlanStep.CutChannels step() {
        return new PlanStep.CutChannels(cuts(), attributes(), sizes(), sums());
    }

    private List<PlanStep.ConstantCut> cuts() {
        List<PlanStep.ConstantCut> cuts = new ArrayList<>();
        for (ConstantUse use : propagated.uses()) {
            int axis = cutAxis.applyAsInt(use.indices());
            if (axis >= 0 && use.constantAxis(axis) >= 0) {
                int[] kept = survivors.kept(use.indices(), axis);
                if (kept.length < use.indices().length(axis)) {
                    cuts.add(new PlanStep.ConstantCut(
                            use.node().name(),
                            use.input(),
                            use.constantAxis(axis),
                            Arrays.stream(kept).boxed().toList()));
                }
            }
        }
        return cuts;
    }

    private List<PlanStep.SumCut> sums() {
        List<PlanStep.SumCut> cuts = new ArrayList<>();
        for (PropagatedChannels.SumUse use : propagated.sums()) {
            int of = use.indices().length(use.axis());
            int[] kept = survivors.kept(use.indices(), use.axis());
            if (kept.length < of) {
                cuts.add(new PlanStep.SumCut(
                        use.node().name(),
                        use.input(),
                        use.axis(),
                        Arrays.stream(kept).boxed().toList(),
                        of));
            }
        }
        return cuts;
    }

    private List<PlanStep.AttributeChange> attributes() {
        List<PlanStep.AttributeChange> changes = new ArrayList<>();
        for (PropagatedChannels.SizeAttribute size : propagated.attributes()) {
            int value = size.value().apply(survivors);
            if (value != size.node().attributes().integer(size.attribute(), 1)) {
                changes.add(new PlanStep.AttributeChange(size.node().name(), size.attribute(), value));
            }
        }
        return changes;
    }

    private List<PlanStep.SizeChange> sizes() {
        List<PlanStep.SizeChange> changes = new ArrayList<>();
        for (PropagatedChannels.SizeInput size : propagated.sizes()) {
            long[] values = size.values().apply(survivors);
            long[] before = propagated
                    .graph()
                    .constant(size.node().input(size.input()))
                    .map(Tensor::toLongs)
                    .orElse(new long[0]);
            if (!Arrays.equals(values, before)) {
                changes.add(new PlanStep.SizeChange(
                        size.node().name(),
                        size.input(),
                        Arrays.stream(values).boxed().toList()));
            }
        }
        return changes;
    }
}
