package dev.coppice.eval.latency.profile;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network in segments, as its written file holds them.
 *
 * @param graph graph of the file
 * @param shapes shapes at the card's size and the network's own batch
 * @param segments segments of the graph
 */
record TimedSegments(Graph graph, Shapes shapes, List<Segment> segments) {
    TimedSegments {
        segments = List.copyOf(segments);
    }

    static TimedSegments of(Network network) {
        Graph graph = OnnxWriter.plain(network.graph(), WriteOptions.of(network));
        Shapes shapes = Shapes.infer(graph, Map.of(network.card().input().name(), network.inputShape(network.batch())));
        return new TimedSegments(graph, shapes, Segmentation.of(graph, shapes));
    }

    /** The micro-networks to time for the times of its segments. */
    List<MicroNetwork> micros() {
        List<MicroNetwork> all = new ArrayList<>();
        all.add(MicroGraph.empty());
        for (Segment segment : segments) {
            all.add(MicroGraph.of(graph, shapes, segment));
            all.addAll(boundaries(segment));
        }
        return all;
    }

    /** The whole network, to be timed. */
    MicroNetwork whole(String name) {
        return MicroGraph.whole(name, graph, shapes);
    }

    /**
     * Milliseconds that a segment adds to a network: the time of its micro-network without the time of a run, stems and
     * heads. A stem counts for half the time of a stem with a head. Noise, or a fusion with a stem, may leave a negative
     * time.
     */
    double milliseconds(Segment segment, LatencyTable table) {
        double run = table.milliseconds(MicroGraph.empty());
        double time = table.milliseconds(MicroGraph.of(graph, shapes, segment)) - run;
        for (MicroNetwork boundary : boundaries(segment)) {
            time -= (table.milliseconds(boundary) - run) / 2;
        }
        return time;
    }

    private List<MicroNetwork> boundaries(Segment segment) {
        List<MicroNetwork> boundaries = new ArrayList<>();
        for (String input : segment.inputs()) {
            if (MicroGraph.hasStem(graph, shapes, input)) {
                boundaries.add(MicroGraph.boundary(shapes.of(input)));
            }
        }
        for (String output : segment.outputs()) {
            if (MicroGraph.hasHead(graph, shapes, output)) {
                boundaries.add(MicroGraph.boundary(shapes.of(output)));
            }
        }
        return boundaries;
    }

    /** The work of each segment. */
    List<Workload> workloads() {
        return segments.stream()
                .map(segment -> Workload.of(graph, shapes, segment))
                .toList();
    }
}
