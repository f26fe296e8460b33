package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.form.OpsetForm;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.operator.Operators;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files at other opsets than 18 compute what the one at 18 does, in ONNX Runtime. */
class OpsetFormTest {
    private static final Shape IMAGE = Shape.of(2, 3, 8, 8);
    private static final List<Integer> OTHERS = List.of(13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26);
    private static final List<Integer> C = List.of(3);

    /** A model of opset 18 and the oldest opset that can express it. */
    private record Case(String name, int oldest, ModelBuilder model) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ModelBuilder at18() {
        return ModelBuilder.opset(18);
    }

    private static ModelBuilder ranged() {
        return at18().floats("one", List.of(1))
                .node("Shape", "s", "x")
                .integer("start", -3)
                .integer("end", -1);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("HardSwish", 13, at18().node("HardSwish", "y", "x")),
                new Case("Mish", 13, at18().node("Mish", "y", "x")),
                new Case(
                        "LayerNormalization with bias",
                        13,
                        at18().floats("s", List.of(8))
                                .floats("b", List.of(8))
                                .node("LayerNormalization", "y", "x", "s", "b")
                                .real("epsilon", 0.1f)),
                new Case(
                        "LayerNormalization over three axes",
                        13,
                        at18().floats("s", List.of(3, 8, 8))
                                .node("LayerNormalization", "y", "x", "s")
                                .integer("axis", 1)),
                new Case(
                        "GroupNormalization",
                        13,
                        at18().floats("s", C)
                                .floats("b", C)
                                .node("GroupNormalization", "y", "x", "s", "b")
                                .integer("num_groups", 3)),
                new Case(
                        "Reshape to computed sizes",
                        13,
                        at18().node("Shape", "s", "x")
                                .node("Reshape", "y", "x", "s")
                                .integer("allowzero", 1)),
                new Case("Shape of a range", 13, ranged().node("Expand", "y", "one", "s")),
                new Case("ReduceL2 over all", 13, at18().node("ReduceL2", "y", "x")),
                new Case("ReduceMean", 13, at18().longs("a", 2, -1).node("ReduceMean", "y", "x", "a")),
                new Case(
                        "ReduceMax without keeping",
                        13,
                        at18().longs("a", 1).node("ReduceMax", "y", "x", "a").integer("keepdims", 0)),
                new Case(
                        "Split in equal parts",
                        13,
                        at18().node("Split", "a", "x")
                                .also("b")
                                .integer("axis", -1)
                                .integer("num_outputs", 2)
                                .node("Sub", "y", "a", "b")),
                new Case(
                        "Pad of named axes",
                        13,
                        at18().longs("p", 1, 2, 3, 0)
                                .longs("a", -1, 2)
                                .node("Pad", "y", "x", "p", "", "a")
                                .text("mode", "reflect")),
                new Case(
                        "Resize by scales of two axes",
                        13,
                        at18().floats("s", List.of(2), 2, 0.5f)
                                .node("Resize", "y", "x", "", "s")
                                .ints("axes", 3, 2)
                                .text("mode", "linear")),
                new Case(
                        "Resize to sizes of two axes",
                        13,
                        at18().longs("s", 5, 13)
                                .node("Resize", "y", "x", "", "", "s")
                                .ints("axes", -1, 2)
                                .text("mode", "cubic")),
                new Case(
                        "Resize that keeps proportions",
                        18,
                        at18().longs("s", 5, 13)
                                .node("Resize", "y", "x", "", "", "s")
                                .ints("axes", 2, 3)
                                .text("keep_aspect_ratio_policy", "not_larger")),
                new Case(
                        "GridSample",
                        16,
                        at18().floats("g", List.of(2, 4, 4, 2))
                                .node("GridSample", "y", "x", "g")
                                .text("mode", "bicubic")),
                new Case(
                        "DFT",
                        17,
                        at18().longs("a", 4)
                                .node("Unsqueeze", "u", "x", "a")
                                .node("DFT", "y", "u")
                                .integer("axis", 2)),
                new Case(
                        "ScatterElements that adds",
                        16,
                        at18().longs("z", 0, 0, 0, 0)
                                .longs("d", 1, 1, 1, 4)
                                .node("Reshape", "i", "z", "d")
                                .floats("v", List.of(1, 1, 1, 4))
                                .node("ScatterElements", "y", "x", "i", "v")
                                .integer("axis", 2)
                                .text("reduction", "add")),
                new Case("CenterCropPad", 18, at18().longs("s", 2, 3, 4, 10).node("CenterCropPad", "y", "x", "s")));
    }

    static Stream<Arguments> forms() {
        return cases().flatMap(each -> OTHERS.stream().map(opset -> Arguments.of(each, opset)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void computes_the_same_or_names_the_opset_that_can(Case each, int opset) {
        Graph graph = OnnxReader.parse(each.model().bytes(), each.name());

        if (opset < each.oldest()) {
            assertThatThrownBy(() -> bytes(graph, opset))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cannot be written at opset " + opset)
                    .hasMessageContaining("the oldest that can express it is " + each.oldest());
        } else {
            requireSame(graph, opset);
        }
    }

    static Stream<Arguments> olderFiles() {
        return OpsetUpgradeTest.cases().flatMap(each -> Stream.of(13, 20, 26).map(opset -> Arguments.of(each, opset)));
    }

    @ParameterizedTest
    @MethodSource("olderFiles")
    void what_other_opsets_became_at_18_is_written_at_others(OpsetUpgradeTest.Case each, int opset) {
        Graph graph = OnnxReader.parse(each.model().bytes(), each.name());
        boolean isNew = graph.nodes().stream().anyMatch(node -> node.is("GridSample", "DFT")) && opset < 17;

        if (isNew) {
            assertThatThrownBy(() -> bytes(graph, opset)).isInstanceOf(InvalidInputException.class);
        } else {
            requireSame(graph, opset);
        }
    }

    @Test
    void all_operators_that_stand_in_the_way_are_listed() {
        Graph graph = OnnxReader.parse(
                at18().floats("g", List.of(2, 4, 4, 2))
                        .node("GridSample", "a", "x", "g")
                        .node("GridSample", "b", "x", "g")
                        .longs("s", 2, 3, 2, 2)
                        .node("CenterCropPad", "c", "b", "s")
                        .node("CenterCropPad", "d", "a", "s")
                        .node("Add", "y", "c", "d")
                        .bytes(),
                "two");

        assertThatThrownBy(() -> bytes(graph, 13))
                .hasMessageContaining("the oldest that can express it is 18:")
                .hasMessageContaining("GridSample exists from opset 16 on: '")
                .hasMessageContaining("CenterCropPad exists from opset 18 on: '")
                .hasMessageContaining("and 1 more");
    }

    /** Whatever changed its meaning between the written opsets has a rule, or is written with other operators. */
    @Test
    void every_operator_that_changed_is_known() {
        Set<String> changed = new TreeSet<>();
        Operators.all().forEach(row -> IntStream.rangeClosed(OpsetForm.OLDEST, OpsetForm.NEWEST)
                .filter(opset -> row.domain().isEmpty()
                        && row.since().revisions().get(0).opset() <= 18
                        && !row.since().isUnchanged(opset)
                        && row.since().whyAbsent(18).isEmpty())
                .forEach(opset -> changed.add(row.name())));

        assertThat(changed)
                .containsExactly(
                        "BatchNormalization", // its mode of training alone
                        "DFT",
                        "GridSample",
                        "GroupNormalization", // written out
                        "ReduceL1",
                        "ReduceL2",
                        "ReduceLogSum",
                        "ReduceLogSumExp",
                        "ReduceMax",
                        "ReduceMean",
                        "ReduceMin",
                        "ReduceProd",
                        "ReduceSumSquare",
                        "RoiAlign", // its coordinates alone
                        "Split");
    }

    @Test
    void an_opset_that_is_not_written_is_refused() {
        assertThatThrownBy(() -> OnnxForm.USUAL.at(12)).hasMessageContaining("opset is 12, expected 13 to 26");
        assertThatThrownBy(() -> OnnxForm.USUAL.at(27)).hasMessageContaining("opset is 27");
    }

    @Test
    void numbers_of_16_bits_are_quantised_at_opset_21() throws IOException {
        Graph graph = NetworkBuilder.small()
                .constant("s", Tensor.scalar(0.01f))
                .constant("z", Tensor.of(ElementType.UINT16, Shape.SCALAR, ByteBuffer.allocate(2)))
                .node("QuantizeLinear", "q", NetworkBuilder.IMAGE, "s", "z")
                .node("DequantizeLinear", "y", "q", "s", "z")
                .graph("y");

        byte[] model = OnnxWriter.bytes(graph, WriteOptions.PLAIN);

        assertThat(ModelProto.parseFrom(model).getOpsetImport(0).getVersion()).isEqualTo(21);
        try (OnnxSession session = OnnxSession.open(model, "bits")) {
            Tensor image = Normal.tensor(2, Shape.of(1, 3, 8, 8));
            float[] expected = image.toFloats();
            float[] found = session.run(image, "y").toFloats();
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(Math.max(0, expected[i]), within(0.0051f));
            }
        }
        assertThatThrownBy(() -> bytes(graph, 20))
                .hasMessageContaining("(four bits, quantised ones of 16 bits, or scales of blocks)")
                .hasMessageContaining("opset is 20. Give 21 or more.");
    }

    private static byte[] bytes(Graph graph, int opset) {
        return OnnxWriter.bytes(graph, WriteOptions.of(IMAGE).in(OnnxForm.USUAL.at(opset)));
    }

    private static void requireSame(Graph graph, int opset) {
        byte[] model = bytes(graph, opset);
        List<Tensor> inputs = List.of(Normal.tensor(11, IMAGE));
        try (OnnxSession usual = OnnxSession.open(OnnxWriter.bytes(graph, WriteOptions.of(IMAGE)), "usual", 1);
                OnnxSession other = OnnxSession.open(model, "other", 1)) {
            assertThat(Parity.compare(other::run, usual::run, inputs).maxRel()).isLessThanOrEqualTo(1e-6);
        }
    }
}
