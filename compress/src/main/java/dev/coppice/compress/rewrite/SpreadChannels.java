package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Channels in front of a convolution whose window goes along them: they are spread to the places they had, with zeros where a
 * channel is gone, and of the results those of kept channels are taken. So every window sees the same neighbours as before.
 */
final class SpreadChannels {
    private SpreadChannels() {}

    /** Pad → Gather → the node → Gather; nothing where it is computed weights that read fewer channels. */
    static List<GraphEdit> edits(Graph graph, Node node, PlanStep.SumCut cut) {
        if (cut.input() > 0) {
            return List.of();
        }
        String name = node.name();
        String amounts = FreshName.in(graph, name + "/zero");
        String axes = FreshName.in(graph, name + "/axis");
        String places = FreshName.in(graph, name + "/places");
        String kept = FreshName.in(graph, name + "/kept");
        String padded = FreshName.in(graph, name + "/padded");
        String spread = FreshName.in(graph, name + "/spread");
        String all = FreshName.in(graph, name + "/all");
        Attributes axis = Attributes.NONE.with("axis", cut.axis());
        Node taken =
                new Node(FreshName.in(graph, name + "/taken"), "", "Gather", List.of(all, kept), node.outputs(), axis);
        return List.of(
                new GraphEdit.PutConstant(amounts, Tensor.vector(0, 1)),
                new GraphEdit.PutConstant(axes, Tensor.vector(cut.axis())),
                new GraphEdit.PutConstant(places, Tensor.vector(places(cut))),
                new GraphEdit.PutConstant(
                        kept,
                        Tensor.vector(cut.keep().stream().mapToLong(i -> i).toArray())),
                new GraphEdit.ReplaceNode(
                        name,
                        List.of(
                                Node.of("Pad", padded, Attributes.NONE, node.input(0), amounts, "", axes),
                                Node.of("Gather", spread, axis, padded, places),
                                node.withInput(0, spread).withOutputs(List.of(all)),
                                taken)));
    }

    /** For each old place the new one of its channel; the zero behind all channels where it is gone. */
    private static long[] places(PlanStep.SumCut cut) {
        long[] places = new long[cut.of()];
        Arrays.fill(places, cut.keep().size());
        for (int i = 0; i < cut.keep().size(); i++) {
            places[cut.keep().get(i)] = i;
        }
        return places;
    }
}
