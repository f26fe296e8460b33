package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rewrite of a constant for one of its readers, of which the last values along some parts stay; other readers keep theirs. */
final class KeepLastRewrite implements StepRewrite<PlanStep.KeepLast> {
    @Override
    public List<GraphEdit> edits(PlanStep.KeepLast step, Graph graph) {
        Node node = graph.node(step.node());
        Tensor constant = graph.constant(node.input(step.input()))
                .orElseThrow(() ->
                        new IllegalArgumentException("input " + step.input() + " of " + node + " is no constant"));
        String name = FreshName.in(graph, node.input(step.input()) + "/kept");
        return List.of(
                new GraphEdit.PutConstant(name, kept(constant, step)),
                new GraphEdit.ReplaceNode(node.name(), node.withInput(step.input(), name)));
    }

    private static Tensor kept(Tensor constant, PlanStep.KeepLast step) {
        List<List<Integer>> axes = axes(constant.shape(), step.parts())
                .orElseThrow(() -> new IllegalArgumentException(step.parts() + " do not make " + constant.shape()));
        Tensor changed = constant.reshape(shape(step.parts()));
        for (int i = 0; i < step.parts().size(); i++) {
            int size = step.parts().get(i);
            changed = changed.select(
                    i, IntStream.range(size - step.kept().get(i), size).toArray());
        }
        List<Integer> sizes = axes.stream()
                .map(parts -> parts.stream().map(step.kept()::get).reduce(1, (a, b) -> a * b))
                .toList();
        return changed.reshape(shape(sizes));
    }

    /** The numbers of the parts that make each axis of a shape; empty if they do not. */
    static Optional<List<List<Integer>>> axes(Shape shape, List<Integer> parts) {
        List<List<Integer>> axes = new ArrayList<>();
        int next = 0;
        for (int size : shape.sizes()) {
            List<Integer> own = new ArrayList<>();
            long product = 1;
            while (product < size && next < parts.size()) {
                product *= Math.max(1, parts.get(next));
                own.add(next++);
            }
            if (product != size) {
                return Optional.empty();
            }
            axes.add(own);
        }
        return next == parts.size() ? Optional.of(axes) : Optional.empty();
    }

    private static Shape shape(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }
}
