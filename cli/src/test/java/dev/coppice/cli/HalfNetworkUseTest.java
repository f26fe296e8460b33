package dev.coppice.cli;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks that take and give single precision and compute in less, as converters write them, from cutting to training. */
class HalfNetworkUseTest {
    @TempDir
    private Path folder;

    private Path model(ElementType type) throws IOException {
        Graph graph = NetworkBuilder.initialised(Shape.of(1, 3, Toys.H, Toys.W), 1)
                .node("Cast", "in", Attributes.NONE.with("to", type.code()), IMAGE)
                .conv("a", "in", 16)
                .node("Relu", "ra", "a")
                .conv("b", "ra", 16)
                .node("Relu", "rb", "b")
                .conv("c", "rb", 2, 1)
                .node("Cast", "logits", Attributes.NONE.with("to", ElementType.FLOAT.code()), "c")
                .to("logits")
                .graph();
        Map<String, Tensor> constants = new TreeMap<>();
        graph.constants().forEach((name, t) -> constants.put(name, Tensor.reals(type, t.shape(), t.toFloats())));
        Path model = folder.resolve(type + ".onnx");
        Files.write(model, OnnxWriter.bytes(graph.withConstants(constants), WriteOptions.PLAIN));
        return model;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void are_written_anew_and_cut(ElementType type) throws IOException {
        Path model = model(type);

        done("convert", model, "--size", "16x24", "--out", folder.resolve("again.onnx"));
        done("prune", model, "--size", "16x24", "--prune", "0.5", "--out", folder.resolve("small.onnx"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void are_cut_trained_and_measured(ElementType type) throws IOException {
        Path out = folder.resolve("out");

        done(
                "compress",
                model(type),
                "--data",
                Toys.data(folder),
                "--mean",
                "128,128,128",
                "--std",
                "64,64,64",
                "--classes",
                "dark,light",
                "--prune",
                "0.5",
                "--steps",
                "2",
                "--out",
                out);

        assertThat(OnnxReader.read(out.resolve("model.onnx")).constants().values())
                .extracting(Tensor::type)
                .contains(type);
    }

    private static void done(Object... command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }
}
