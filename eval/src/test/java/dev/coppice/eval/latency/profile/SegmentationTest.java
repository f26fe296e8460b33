package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.CorpusModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentationTest {
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));
    private static final List<String> FILES = List.of(
            "corpus/attention",
            "corpus/deeplabv3_mobilenet_v3_large",
            "corpus/grouped",
            "corpus/pixelshuffle",
            "corpus/shufflenet_v2_x1_0",
            "corpus/unet_bilinear",
            "zoo/bisenetv2",
            "zoo/ddrnet",
            "zoo/hrnet_ocr",
            "zoo/segformer");

    /** The bundled network, and those of the shared folder if it exists. */
    static Stream<Network> networks() {
        return Stream.concat(
                Stream.of(Zoo.street()),
                FILES.stream()
                        .map(name -> SHARED.resolve(name + ".onnx"))
                        .filter(Files::exists)
                        .map(file -> CorpusModel.read(file, 1)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_computed_node_is_in_exactly_one_segment(Network network) {
        TimedSegments timed = TimedSegments.of(network);

        List<Node> inSegments =
                timed.segments().stream().flatMap(s -> s.nodes().stream()).toList();

        assertThat(inSegments).doesNotHaveDuplicates().hasSameElementsAs(computed(timed));
        assertThat(timed.segments())
                .allMatch(s ->
                        s.nodes().stream().filter(Segmentation::isContraction).count() <= 1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void segments_read_what_others_or_the_graph_hand_on_and_hand_on_what_others_read(Network network) {
        TimedSegments timed = TimedSegments.of(network);
        Graph graph = timed.graph();
        Set<String> available = new HashSet<>();
        graph.inputs().forEach(input -> available.add(input.name()));
        timed.segments().forEach(segment -> available.addAll(segment.outputs()));

        for (Segment segment : timed.segments()) {
            Set<String> made = new LinkedHashSet<>();
            segment.nodes().forEach(node -> made.addAll(node.outputs()));
            assertThat(available).containsAll(segment.inputs());
            assertThat(segment.inputs()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(made);
            assertThat(made).containsAll(segment.outputs());
            assertThat(segment.outputs()).isNotEmpty();
            assertThat(segment.outputs())
                    .allMatch(output -> graph.isOutput(output) || isReadOutside(graph, segment, output));
        }
    }

    @Test
    void a_convolution_takes_along_what_hangs_on_it_alone() {
        assertThat(TimedSegments.of(Toy.USUAL.network()).segments())
                .extracting(s -> s.nodes().stream().map(Node::op).toList())
                .containsExactly(
                        List.of("Conv", "Relu"),
                        List.of("MaxPool"),
                        List.of("Conv", "Relu"),
                        List.of("ConvTranspose"),
                        List.of("Concat"),
                        List.of("Conv"));
    }

    private static boolean isReadOutside(Graph graph, Segment segment, String tensor) {
        return graph.uses(tensor).stream().anyMatch(use -> !segment.nodes().contains(use.node()));
    }

    /** Nodes that depend on the input by more than its shape. */
    private static List<Node> computed(TimedSegments timed) {
        Set<String> tensors = new HashSet<>();
        timed.graph().inputs().forEach(input -> tensors.add(input.name()));
        return timed.graph().nodes().stream()
                .filter(node -> node.inputs().stream().anyMatch(tensors::contains))
                .filter(node -> node.outputs().stream()
                        .anyMatch(out ->
                                !out.isEmpty() && timed.shapes().value(out).isEmpty()))
                .peek(node -> tensors.addAll(node.outputs()))
                .toList();
    }
}
