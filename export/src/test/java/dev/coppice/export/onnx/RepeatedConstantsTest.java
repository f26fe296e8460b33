package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated constants: reading folds what a file computes from constants, and the written file must not grow by it. */
class RepeatedConstantsTest {
    /** A map of many constant channels beside the image, as exporters compute it. */
    private static byte[] source(String op) {
        ModelBuilder model = ModelBuilder.opset(18).floats("value", List.of(1, 1, 1, 1), 0.5f);
        switch (op) {
            case "Expand" -> model.longs("shape", 1, 400, 8, 8).node("Expand", "map", "value", "shape");
            case "ConstantOfShape" -> model.longs("shape", 1, 400, 8, 8).node("ConstantOfShape", "map", "shape");
            case "Where" ->
                model.longs("shape", 1, 400, 8, 8)
                        .longs("two", 2)
                        .longs("three", 3)
                        .node("Equal", "never", "two", "three")
                        .node("Expand", "mask", "never", "mask.shape")
                        .longs("mask.shape", 1, 400, 8, 8)
                        .node("Where", "map", "mask", "value", "value");
            default -> throw new IllegalArgumentException(op);
        }
        return model.node("Concat", "all", "x", "map")
                .integer("axis", 1)
                .node("ReduceMean", "y", "all")
                .bytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expand", "ConstantOfShape", "Where"})
    void a_file_is_not_larger_than_what_it_was_read_from(String op) {
        byte[] source = source(op);

        byte[] written = OnnxWriter.bytes(OnnxReader.parse(source, "source"), WriteOptions.PLAIN);

        // a full map would take 102 kB; names and the opset take a few bytes more or less
        assertThat(written.length).isLessThan(source.length + 200);
        Tensor x = Tensor.floats(Shape.of(1, 3, 8, 8), new float[192]);
        assertThat(run(written, x)).isEqualTo(run(source, x));
    }

    @Test
    void reads_back_as_it_was() {
        Graph graph = OnnxReader.parse(source("Expand"), "source");

        Graph again = OnnxReader.parse(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "again");

        assertThat(again.hash()).isEqualTo(graph.hash());
    }

    private static Map<String, Tensor> run(byte[] model, Tensor x) {
        try (OnnxSession session = OnnxSession.open(model, "m")) {
            return session.run(x);
        }
    }
}
