package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that gives class indices, as published ones do. */
class TailedModelTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void write_a_model_that_ends_in_an_argmax() throws IOException {
        data = Toys.data(folder);
        model = folder.resolve("tailed.onnx");
        Graph graph = GraphRewriter.apply(
                Toys.network().graph(),
                List.of(
                        new GraphEdit.AddNode(Node.of("ArgMax", "classes", Attributes.NONE.with("axis", 1), "logits")),
                        new GraphEdit.DeclareOutputs(
                                List.of(new TensorInfo("classes", ElementType.INT64, List.of())))));
        Files.write(model, OnnxWriter.bytes(graph, WriteOptions.PLAIN));
        Files.writeString(CardFile.beside(model), CardFile.format(Toys.card()).replace("\"logits\",", "\"classes\","));
    }

    @Test
    void scores_as_what_it_gives() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.out()).contains("mIoU            1.0000");
    }

    @Test
    void needs_no_card_to_tell_one_logit_from_one_a_class() throws IOException {
        Files.delete(CardFile.beside(model));

        CommandRun run = CommandRun.of(
                "evaluate",
                model,
                "--data",
                data,
                "--mean",
                "128,128,128",
                "--std",
                "64,64,64",
                "--classes",
                "dark,light");

        assertThat(run.out()).contains("mIoU            1.0000");
    }

    @Test
    void the_logits_inside_may_be_named() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data, "--output", "logits");

        assertThat(run.out()).contains("mIoU            1.0000");
    }

    @Test
    void inspect_says_what_stands_behind_the_logits() {
        CommandRun run = CommandRun.of("inspect", model);

        assertThat(run.out()).contains("class indices (ArgMax behind the logits 'logits') of 2 classes: dark, light");
    }

    @Test
    void compress_hands_back_a_file_that_ends_in_the_same() {
        Path out = folder.resolve("out");

        CommandRun run = CommandRun.of(
                "compress", model, "--data", data, "--out", out, "--prune", "0.5", "--truncate", "1/2", "--steps", "2");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        Graph written = OnnxReader.readNetwork(out.resolve("model.onnx")).graph();
        assertThat(written.outputs()).extracting(TensorInfo::name).containsExactly("classes");
        assertThat(written.outputs()).extracting(TensorInfo::type).containsExactly(ElementType.INT64);
        assertThat(written.producer("classes").orElseThrow().op()).isEqualTo("ArgMax");
    }
}
