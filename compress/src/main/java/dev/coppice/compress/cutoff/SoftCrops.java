package dev.coppice.compress.cutoff;

import dev.coppice.compress.grid.LowPass;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.SoftCrop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Soft crops of one region, which are put into a graph and taken out again.
 *
 * @param height name of the constant that holds the height's cut-off
 * @param width name of the constant that holds the width's cut-off
 */
public record SoftCrops(String height, String width) {
    private static final String SUFFIX = "/cutoff";

    /** Soft crops under names that a graph does not use. */
    static SoftCrops named(Graph graph) {
        return new SoftCrops(FreshName.in(graph, "cutoff_height"), FreshName.in(graph, "cutoff_width"));
    }

    /** The network with a soft crop at each site; sites of one tensor share one. */
    Network inserted(Network network, List<LowPass.Site> sites, Cutoffs start) {
        Graph graph = network.graph();
        Map<String, Set<String>> readers = new LinkedHashMap<>();
        sites.forEach(site ->
                readers.computeIfAbsent(site.tensor(), t -> new TreeSet<>()).addAll(site.readers()));
        List<GraphEdit> edits = new ArrayList<>();
        edits.add(new GraphEdit.PutConstant(height, SoftCrop.stored(start.height())));
        edits.add(new GraphEdit.PutConstant(width, SoftCrop.stored(start.width())));
        readers.forEach((tensor, nodes) -> edits.addAll(
                graph.isOutput(tensor) ? beforeOutput(graph, tensor) : beforeReaders(graph, tensor, nodes)));
        return network.with(GraphRewriter.apply(graph, edits));
    }

    private List<GraphEdit> beforeReaders(Graph graph, String tensor, Set<String> readers) {
        String cropped = FreshName.in(graph, tensor + SUFFIX);
        List<GraphEdit> edits = new ArrayList<>();
        edits.add(new GraphEdit.AddNode(SoftCrop.node(tensor, height, width, cropped)));
        graph.uses(tensor).stream()
                .filter(use -> readers.contains(use.node().name()))
                .forEach(use -> edits.add(new GraphEdit.RewireInput(use.node().name(), use.position(), cropped)));
        return edits;
    }

    /** Edits before the output: its node computes another tensor, and the crop takes over the output's name. */
    private List<GraphEdit> beforeOutput(Graph graph, String tensor) {
        Node producer = graph.producer(tensor).orElseThrow();
        String whole = FreshName.in(graph, tensor + SUFFIX);
        Node crop = SoftCrop.node(whole, height, width, tensor);
        return List.of(
                new GraphEdit.RedirectUses(tensor, whole),
                new GraphEdit.ReplaceNode(producer.name(), renamed(producer, tensor, whole)),
                new GraphEdit.AddNode(
                        new Node(whole, crop.domain(), crop.op(), crop.inputs(), crop.outputs(), crop.attributes())));
    }

    /** The network without soft crops. */
    static Network removed(Network network) {
        Graph graph = network.graph();
        List<GraphEdit> edits = new ArrayList<>();
        graph.nodes().stream().filter(SoftCrop::isSoftCrop).forEach(crop -> {
            String whole = crop.input(0);
            String cropped = crop.output();
            if (graph.isOutput(cropped)) {
                Node producer = graph.producer(whole).orElseThrow();
                edits.add(new GraphEdit.ReplaceNode(crop.name(), List.of()));
                edits.add(new GraphEdit.ReplaceNode(producer.name(), renamed(producer, whole, cropped)));
                edits.add(new GraphEdit.RedirectUses(whole, cropped));
            } else {
                edits.add(new GraphEdit.RedirectUses(cropped, whole));
            }
        });
        return network.with(GraphRewriter.apply(graph, edits));
    }

    private static Node renamed(Node producer, String from, String to) {
        return producer.withOutputs(
                producer.outputs().stream().map(t -> t.equals(from) ? to : t).toList());
    }
}
