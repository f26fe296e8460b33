package dev.coppice.compress.rewrite;

import dev.coppice.compress.kernel.SlowKernels;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.resample.KernelAxis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Check of a step against the graph that it will change: a plan may come from any file. */
final class StepCheck implements PlanStep.Visitor<List<String>> {
    /** Greatest stride, dilation or pad; no real network comes near it. */
    private static final int LARGEST = 1 << 16;

    private final Graph graph;
    private final List<String> problems = new ArrayList<>();

    private StepCheck(Graph graph) {
        this.graph = graph;
    }

    /** All names and values of a step that do not fit the graph; empty if it can be carried out. */
    static List<String> problems(PlanStep step, Graph graph) {
        return step.accept(new StepCheck(graph));
    }

    @Override
    public List<String> cutChannels(PlanStep.CutChannels step) {
        cut(step);
        return problems;
    }

    @Override
    public List<String> insertResample(PlanStep.InsertResample step) {
        insert(step);
        return problems;
    }

    @Override
    public List<String> replaceByResample(PlanStep.ReplaceByResample step) {
        node(step.node());
        return problems;
    }

    @Override
    public List<String> bypassNode(PlanStep.BypassNode step) {
        node(step.node());
        return problems;
    }

    @Override
    public List<String> setWindow(PlanStep.SetWindow step) {
        window(step);
        return problems;
    }

    @Override
    public List<String> resampleKernel(PlanStep.ResampleKernel step) {
        kernel(step);
        return problems;
    }

    @Override
    public List<String> transposedToConv(PlanStep.TransposedToConv step) {
        transposed(step);
        return problems;
    }

    @Override
    public List<String> setSizes(PlanStep.SetSizes step) {
        step.sizes().forEach(this::size);
        return problems;
    }

    @Override
    public List<String> scaleOutput(PlanStep.ScaleOutput step) {
        node(step.node());
        require(
                step.factor() > 0 && step.factor() <= Float.MAX_VALUE,
                "what '" + step.node() + "' gives is multiplied by " + step.factor()
                        + ", expected a finite number above 0");
        return problems;
    }

    @Override
    public List<String> weighPositions(PlanStep.WeighPositions step) {
        node(step.node())
                .ifPresent(node -> require(node.is("Softmax"), node + " is no Softmax to weigh positions for"));
        boolean counts = step.before() >= 0 && step.positions() >= 1 && step.after() >= 0;
        require(counts && step.axis() < 0, step + " names no positions along an axis counted from the end");
        boolean weighs = step.weight() > 0 && step.weight() <= Float.MAX_VALUE;
        require(weighs, "'" + step.node() + "' weighs by " + step.weight() + ", expected a finite number above 0");
        return problems;
    }

    @Override
    public List<String> resampleConstant(PlanStep.ResampleConstant step) {
        node(step.node()).ifPresent(node -> {
            Optional<Tensor> constant = step.input() < 0 ? Optional.empty() : graph.constant(node.input(step.input()));
            String place = "input " + step.input() + " of " + node;
            require(constant.filter(c -> c.type().isFloating()).isPresent(), place + " is no constant of real numbers");
            constant.flatMap(c -> step.positions().problem(c.shape()))
                    .ifPresent(problem -> problems.add(place + " cannot be resampled: " + problem));
        });
        return problems;
    }

    @Override
    public List<String> keepLast(PlanStep.KeepLast step) {
        node(step.node()).ifPresent(node -> {
            Optional<Tensor> constant = step.input() < 0 ? Optional.empty() : graph.constant(node.input(step.input()));
            String place = "input " + step.input() + " of " + node;
            require(constant.isPresent(), place + " is no constant");
            boolean fits = constant.flatMap(c -> KeepLastRewrite.axes(c.shape(), step.parts()))
                    .isPresent();
            boolean some = step.kept().size() == step.parts().size()
                    && IntStream.range(0, step.kept().size())
                            .allMatch(i -> step.kept().get(i) >= 1
                                    && step.kept().get(i) <= step.parts().get(i));
            require(fits && some, place + " cannot keep the last " + step.kept() + " of parts " + step.parts());
        });
        return problems;
    }

    @Override
    public List<String> writeOut(PlanStep.WriteOut step) {
        node(step.node())
                .ifPresent(node -> require(
                        SlowKernels.writtenOut(graph, node).isPresent(), "no faster form of " + node + " is known"));
        return problems;
    }

    private Optional<Node> node(String name) {
        if (graph.hasNode(name)) {
            return Optional.of(graph.node(name));
        }
        problems.add("there is no node '" + name + "'");
        return Optional.empty();
    }

    private void cut(PlanStep.CutChannels step) {
        Set<String> seen = new HashSet<>();
        for (PlanStep.ConstantCut cut : step.cuts()) {
            String place = "axis " + cut.axis() + " of input " + cut.input() + " of '" + cut.node() + "'";
            require(seen.add(place), place + " is cut twice");
            node(cut.node()).ifPresent(node -> cut(cut, node, place));
        }
        step.sums().forEach(sum -> node(sum.node()).ifPresent(node -> sum(sum, node)));
        for (PlanStep.AttributeChange change : step.attributes()) {
            node(change.node()).ifPresent(node -> attribute(change, node));
        }
        for (PlanStep.SizeChange change : step.sizes()) {
            size(change);
        }
    }

    private void size(PlanStep.SizeChange change) {
        node(change.node())
                .ifPresent(node -> require(
                        change.input() >= 0 && change.input() <= node.inputs().size(),
                        node + " has " + node.inputs().size() + " inputs, sizes are given for input "
                                + change.input()));
    }

    private void cut(PlanStep.ConstantCut cut, Node node, String place) {
        String constant = cut.input() < 0 ? "" : node.input(cut.input());
        Optional<Shape> stored = graph.constant(constant)
                .map(Tensor::shape)
                .or(() -> QuantizedConstant.of(graph, constant).map(QuantizedConstant::shape));
        if (stored.isEmpty()) {
            problems.add("input " + cut.input() + " of " + node + " is no constant");
            return;
        }
        Shape shape = stored.get();
        if (cut.axis() < 0 || cut.axis() >= shape.rank()) {
            problems.add("input " + cut.input() + " of " + node + " is " + shape + " and has no axis " + cut.axis());
            return;
        }
        int blocks = cut.axis() == 1 ? WeightSlices.groups(node, cut.input()) : 1;
        long size = (long) shape.size(cut.axis()) * blocks;
        KeptIndices.problem(cut.keep(), size)
                .ifPresent(problem -> problems.add(place + " has " + size + " channels, " + problem));
    }

    private void sum(PlanStep.SumCut sum, Node node) {
        String place = "axis " + sum.axis() + " of input " + sum.input() + " of '" + sum.node() + "'";
        require(
                sum.input() >= 0
                        && node.hasInput(sum.input())
                        && graph.constant(node.input(sum.input())).isEmpty(),
                "input " + sum.input() + " of " + node + " is no computed tensor");
        require(sum.axis() >= 0, place + " is counted from the end, expected from 0");
        KeptIndices.problem(sum.keep(), sum.of())
                .ifPresent(problem -> problems.add(place + " has " + sum.of() + " channels, " + problem));
    }

    private void attribute(PlanStep.AttributeChange change, Node node) {
        boolean counts = node.attributes().asMap().get(change.attribute()) instanceof AttributeValue.Int;
        require(counts, node + " has no integer attribute '" + change.attribute() + "'");
        require(
                change.value() >= 1,
                "'" + change.attribute() + "' of " + node + " becomes " + change.value() + ", expected at least 1");
    }

    private void insert(PlanStep.InsertResample step) {
        require(graph.hasTensor(step.tensor()), "there is no tensor '" + step.tensor() + "'");
        require(!graph.names().contains(step.output()), "there is a '" + step.output() + "' already");
        boolean isComputed =
                graph.isOutput(step.tensor()) && graph.producer(step.tensor()).isPresent();
        require(
                !step.readers().isEmpty() || isComputed,
                "'" + step.tensor() + "' is no output that a node computes, and no readers are named");
        for (String reader : step.readers()) {
            node(reader)
                    .ifPresent(node -> require(
                            node.inputs().contains(step.tensor()), node + " does not read '" + step.tensor() + "'"));
        }
    }

    private void window(PlanStep.SetWindow step) {
        int axes = node(step.node()).map(this::axes).orElse(step.strides().size());
        numbers(step.node(), "strides", step.strides(), axes, 1);
        numbers(step.node(), "dilations", step.dilations(), axes, 1);
        numbers(step.node(), "pads", step.pads(), 2 * axes, 0);
    }

    /** The number of space axes that a window goes over: those of its weights or of its kernel. */
    private int axes(Node node) {
        Optional<Tensor> weights = node.inputs().size() > 1 ? graph.constant(node.input(1)) : Optional.empty();
        return weights.map(w -> w.shape().rank() - 2).orElse(node.attributes().integers("kernel_shape", 1, 1).length);
    }

    private void numbers(String node, String what, List<Integer> values, int count, int smallest) {
        boolean valid = values.size() == count && values.stream().allMatch(v -> v >= smallest && v <= LARGEST);
        require(
                valid,
                what + " of '" + node + "' become " + values + ", expected " + count + " numbers from " + smallest
                        + " to " + LARGEST);
    }

    private void kernel(PlanStep.ResampleKernel step) {
        node(step.node())
                .ifPresent(node -> require(
                        node.is("Conv")
                                && graph.constant(node.input(1))
                                        .filter(w -> w.shape().rank()
                                                == 2 + step.axes().size())
                                        .isPresent(),
                        node + " is no Conv over " + step.axes().size() + " space axes with constant weights"));
        List<String> names = List.of("depth", "height", "width");
        int count = Math.min(names.size(), step.axes().size());
        for (int i = 0; i < count; i++) {
            axis(step.node(), names.get(names.size() - count + i), step.axes().get(i));
        }
    }

    private void axis(String node, String name, KernelAxis axis) {
        boolean valid = axis.step() > 0
                && axis.step() <= LARGEST
                && axis.dilation() >= 1
                && axis.dilation() <= LARGEST
                && Math.abs(axis.offset()) <= LARGEST;
        require(
                valid,
                "the " + name + " of the kernel of '" + node + "' becomes " + axis
                        + ", expected a step above 0 and a dilation from 1, all up to " + LARGEST);
    }

    private void transposed(PlanStep.TransposedToConv step) {
        node(step.node())
                .ifPresent(node -> require(
                        node.is("ConvTranspose")
                                && graph.constant(node.input(1)).isPresent(),
                        node + " is no ConvTranspose with constant weights"));
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }
}
