package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.shape.rule.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Table of the rules for positions that are not height and width of a map: by kind, and by operator where the rule
 * differs. Data movement is executed on the layouts.
 */
final class LayoutRules {
    /** What one operator family does to positions. */
    interface Rule {
        Laid apply(LayoutNode node);
    }

    private static final int PER_CHANNEL = 1;

    private static final OperatorRules<Rule> RULES = OperatorRules.<Rule>none()
            .with(OperatorKind.ELEMENTWISE, JoinedLayout::of)
            .without("Ceil", "Floor", "Round", "Sign")
            .with(OperatorKind.REDUCTION, ReducedLayout::of)
            .with(OperatorKind.NORMALISATION, LayoutRules::normalised)
            .with(LayoutRules::alongAxis, "Softmax", "LogSoftmax")
            .with(JoinedLayout::of, "LayerNormalization")
            .with(RepeatedLayout::of, "Expand")
            .with(LayoutRules::reshaped, "Flatten", "Reshape", "Squeeze", "Unsqueeze")
            .with(LayoutRules::transposed, "Transpose")
            .with(BlockLayout::depthToSpace, "DepthToSpace")
            .with(BlockLayout::spaceToDepth, "SpaceToDepth")
            .with(TokenLayout::joined, "Concat")
            .with(PaddedLayout::of, "Pad")
            .with(LayoutRules::resized, "Tile")
            .with(TokenLayout::sliced, "Slice")
            .with(TokenLayout::split, "Split")
            .with(TokenLayout::gathered, "Gather")
            .with(MultipliedLayout::of, "Gemm", "MatMul")
            .with(LayoutRules::convolved, "Conv")
            .with(node -> Laid.nothing(), "Shape", "Size");

    private LayoutRules() {}

    /** What a node does to the positions that it reads. */
    static Laid of(LayoutNode node) {
        return node.node()
                .schema()
                .flatMap(RULES::of)
                .map(rule -> rule.apply(node))
                .orElseGet(() -> Laid.fixed("there is no rule for what operator '"
                        + node.node().op() + "' does to positions that are not height and width of a map"));
    }

    private static Laid reshaped(LayoutNode node) {
        return node.first()
                .flatMap(layout -> layout.reshaped(node.outputShape()))
                .map(Laid::of)
                .orElseGet(() -> Laid.fixed("its axes cut across rows or columns"));
    }

    private static Laid transposed(LayoutNode node) {
        int rank = node.shape(0).rank();
        int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
        return node.first()
                .map(layout -> Laid.of(layout.transposed(node.attributes().integers("perm", reversed))))
                .orElseGet(Laid::nothing);
    }

    /** A convolution of single places, which stand anywhere. */
    private static Laid convolved(LayoutNode node) {
        Window window = Window.ofConv(node.node(), node.shape(0), node.shape(1));
        boolean single = Stream.of(window.kernel(), window.strides())
                        .flatMapToInt(Arrays::stream)
                        .allMatch(size -> size == 1)
                && Stream.of(window.begin(), window.end())
                        .flatMapToInt(Arrays::stream)
                        .allMatch(pad -> pad == 0);
        Optional<Layout> layout =
                node.first().filter(read -> single && read.scaling(PER_CHANNEL).isEmpty());
        if (layout.isEmpty()) {
            return Laid.fixed("its window goes along positions that are not height and width of a map");
        }
        List<List<Factor>> axes = new ArrayList<>(layout.get().axes());
        axes.set(PER_CHANNEL, Layout.part(Factor.plain(node.outputShape().size(PER_CHANNEL))));
        return Laid.of(new Layout(axes));
    }

    private static Laid alongAxis(LayoutNode node) {
        Laid joined = JoinedLayout.of(node);
        if (!node.node().is("Softmax") || joined.outputs().isEmpty()) {
            return joined;
        }
        int axis = node.axis(-1, node.shape(0).rank());
        return joined.sharing(axis);
    }

    /** A normalisation whose parameters lie along the channels. */
    private static Laid normalised(LayoutNode node) {
        Optional<Layout> layout = node.first();
        if (layout.isEmpty()) {
            return Laid.fixed("its parameters hold positions");
        }
        Laid laid = Laid.of(layout.get().unnormalised());
        boolean scales = !layout.get().scaling(PER_CHANNEL).isEmpty();
        return scales ? laid.fixedBecause("it has one parameter for each position") : laid;
    }

    /** Axes of which some values are taken, repeated or added. */
    private static Laid resized(LayoutNode node) {
        Optional<Layout> layout = node.first();
        List<Layout> outputs = new ArrayList<>();
        for (String output : node.node().outputs()) {
            Shape shape = node.shapes().of(output.isEmpty() ? node.node().output() : output);
            List<List<Factor>> axes = new ArrayList<>(layout.orElseThrow().axes());
            for (int i = 0; i < axes.size(); i++) {
                if (shape.size(i) != node.shape(0).size(i)) {
                    if (!layout.get().scaling(i).isEmpty()) {
                        return Laid.fixed("it takes or adds a fixed number of positions along axis " + i);
                    }
                    axes.set(i, Layout.part(Factor.plain(shape.size(i))));
                }
            }
            outputs.add(new Layout(axes));
        }
        return Laid.of(outputs);
    }
}
