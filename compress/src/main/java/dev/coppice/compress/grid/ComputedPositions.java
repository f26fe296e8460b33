package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.GridNode;
import dev.coppice.compress.grid.rule.SizeValues;
import dev.coppice.compress.plan.ConstantPositions;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Values over positions that a network computes from sizes alone: coordinates, position embeddings, masks. On a coarser grid they
 * are computed of its sizes and need no resampling. They must then be what resampling would make of them: coordinates from
 * border to border are, numbers of rows are not.
 *
 * @param scene the network as it is
 * @param now its values on the new grids
 */
record ComputedPositions(GridNode.Scene scene, SizeValues now) {
    /**
     * The greatest root of the mean squared difference from what resampling makes, as a share of the standard deviation of that.
     * Coordinates that end at the centres of the last rows, not at the borders, differ by 0.24 where 16 rows become 4. Numbers of rows
     * differ by 0.87 and more where half as many are left.
     */
    private static final double TOLERANCE = 0.25;

    /** The steps for constants that are none but computed, and thus change by themselves. */
    static List<PlanStep> of(List<PlanStep> steps, Graph graph) {
        return steps.stream()
                .filter(step -> step instanceof PlanStep.ResampleConstant || step instanceof PlanStep.KeepLast)
                .filter(step -> graph.constant(tensor(step, graph)).isEmpty())
                .toList();
    }

    private static String tensor(PlanStep step, Graph graph) {
        return graph.node(node(step)).input(input(step));
    }

    static String node(PlanStep step) {
        return step instanceof PlanStep.KeepLast last ? last.node() : ((PlanStep.ResampleConstant) step).node();
    }

    private static int input(PlanStep step) {
        return step instanceof PlanStep.KeepLast last ? last.input() : ((PlanStep.ResampleConstant) step).input();
    }

    /** Why values are not what this step would make of them; empty if they are. */
    Optional<String> problem(PlanStep step) {
        String tensor = tensor(step, scene.graph());
        if (isAlike(step, tensor)) {
            return Optional.empty();
        }
        String what = "its input '" + tensor + "' is computed from sizes ";
        boolean stays =
                Objects.equals(now.shapes().asMap().get(tensor), scene.shapes().of(tensor));
        return Optional.of(
                stays
                        ? what
                                + "of the network's input and not of the maps that it belongs to, so that it does not follow them;"
                                + " it would be resampled in a file of one fixed size"
                        : what + "and is not there what resampling would make of it");
    }

    /** Whether a map is what resampling it to these sizes would make of it. */
    boolean isResampled(String map, Shape to) {
        Shape from = scene.shapes().of(map);
        List<ConstantPositions.PartedAxis> axes = new ArrayList<>();
        List<ConstantPositions.Moved> moved = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            axes.add(new ConstantPositions.PartedAxis(0, List.of(from.size(axis)), 0));
            if (from.size(axis) != to.size(axis)) {
                moved.add(new ConstantPositions.Moved(List.of(axis), to.size(axis)));
            }
        }
        ConstantPositions positions = new ConstantPositions(scene.kind(), axes, moved);
        return positions.problem(from).isEmpty() && isAlike(new PlanStep.ResampleConstant("reader", 0, positions), map);
    }

    private boolean isAlike(PlanStep step, String tensor) {
        Optional<Tensor> before = new SizeValues(scene.graph(), scene.shapes())
                .value(tensor)
                .filter(value -> value.type().isFloating());
        Optional<Tensor> after = now.value(tensor);
        return before.isPresent() && after.isPresent() && areAlike(carriedOut(step, tensor, before.get()), after.get());
    }

    /** What a step makes of a value where it is a constant. */
    private static Tensor carriedOut(PlanStep step, String tensor, Tensor value) {
        Node reader = new Node(
                node(step),
                "",
                "Identity",
                Collections.nCopies(input(step) + 1, tensor),
                List.of("read"),
                Attributes.NONE);
        List<TensorInfo> outputs = List.of(new TensorInfo(reader.output(), value.type(), List.of()));
        Graph graph = new Graph("constant", List.of(), outputs, List.of(reader), Map.of(tensor, value));
        Graph changed = PlanRewriter.carryOut(graph, step);
        return changed.constant(changed.node(reader.name()).input(input(step))).orElseThrow();
    }

    private static boolean areAlike(Tensor expected, Tensor actual) {
        if (!expected.shape().equals(actual.shape())) {
            return false;
        }
        double[] a = expected.toDoubles();
        double[] b = actual.toDoubles();
        double mean = 0;
        for (double value : a) {
            mean += value / a.length;
        }
        double difference = 0;
        double deviation = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            deviation += (a[i] - mean) * (a[i] - mean);
        }
        return difference <= TOLERANCE * TOLERANCE * deviation;
    }
}
