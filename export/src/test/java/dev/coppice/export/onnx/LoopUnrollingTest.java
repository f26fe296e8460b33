package dev.coppice.export.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.body;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.ints;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static dev.coppice.models.kit.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops, their iterations put one behind the other while reading: ONNX Runtime computes the same of both files. */
class LoopUnrollingTest {
    private static final double SAME_ARITHMETIC = 1e-6;
    private static final int BOOL = TensorProto.DataType.BOOL_VALUE;
    private static final int LONG = TensorProto.DataType.INT64_VALUE;

    /** The state is the tensor outside times the state, plus the iteration's number; its means are collected. */
    @ParameterizedTest
    @CsvSource({"4,9", "9,3", "1,1"})
    void a_loop_ends_after_its_number_or_by_its_condition(int trips, int less) {
        GraphProto.Builder body = GraphProto.newBuilder()
                .setName("body")
                .addInput(scalar("i", LONG))
                .addInput(scalar("going", BOOL))
                .addInput(info("s", FLOAT, 2, 3, 4, 4))
                .addNode(node("Cast", "number", "i").addAttribute(integer("to", FLOAT)))
                .addNode(node("Mul", "product", "s", "outer"))
                .addNode(node("Add", "next", "product", "number"))
                .addNode(node("Mul", "scaled", "next", "half"))
                .addNode(node("Less", "again", "i", "less"))
                .addInitializer(TensorProto.newBuilder()
                        .setName("half")
                        .setDataType(FLOAT)
                        .addFloatData(0.5f))
                .addOutput(scalar("again", BOOL))
                .addOutput(info("scaled", FLOAT, 2, 3, 4, 4))
                .addOutput(scalar("number", FLOAT));
        GraphProto.Builder graph = graph(
                        node("Relu", "outer", "x"),
                        node("Loop", "last", "trips", "", "x")
                                .addOutput("numbers")
                                .addAttribute(body("body", body)),
                        node("ReduceSum", "total", "numbers"),
                        node("Add", "y", "last", "total"))
                .addInitializer(longs("trips", trips))
                .addInitializer(longs("less", less - 1));

        assertSame(graph);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_scan_goes_through_a_tensor_forwards_or_backwards(int backwards) {
        GraphProto.Builder body = GraphProto.newBuilder()
                .setName("body")
                .addInput(info("s", FLOAT, 2, 3, 4))
                .addInput(info("part", FLOAT, 2, 3, 4))
                .addNode(node("Tanh", "bent", "s"))
                .addNode(node("Add", "next", "bent", "part"))
                .addNode(node("Neg", "given", "next"))
                .addOutput(info("next", FLOAT, 2, 3, 4))
                .addOutput(info("given", FLOAT, 2, 3, 4));
        GraphProto.Builder graph = graph(
                node("ReduceMean", "begin", "x").addAttribute(ints("axes", 3)).addAttribute(integer("keepdims", 0)),
                node("Scan", "end", "begin", "x")
                        .addOutput("y")
                        .addAttribute(integer("num_scan_inputs", 1))
                        .addAttribute(ints("scan_input_axes", -1))
                        .addAttribute(ints("scan_input_directions", backwards))
                        .addAttribute(ints("scan_output_axes", 3))
                        .addAttribute(ints("scan_output_directions", backwards))
                        .addAttribute(body("body", body)));

        assertSame(graph);
    }

    private static void assertSame(GraphProto.Builder graph) {
        byte[] original = model(17, graph);
        Graph read = OnnxReader.parse(original, "loop");
        assertThat(read.nodes())
                .noneMatch(node -> node.op().equals("Loop") || node.op().equals("Scan"));
        byte[] written = OnnxWriter.bytes(read, WriteOptions.PLAIN);
        try (OnnxSession before = OnnxSession.open(original, "original", 1);
                OnnxSession after = OnnxSession.open(written, "unrolled", 1)) {
            ParityReport report =
                    Parity.compare(after::run, before::run, List.of(Normal.tensor(11, Shape.of(2, 3, 4, 4))));
            assertThat(report.maxRel()).isLessThanOrEqualTo(SAME_ARITHMETIC);
        }
    }

    private static GraphProto.Builder graph(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(info("x", FLOAT, 2, 3, 4, 4))
                .addOutput(info("y", FLOAT, 2, 3, 4, 4));
        List.of(nodes).forEach(graph::addNode);
        return graph;
    }
}
