package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose weights lie beside it, from a current folder where other weights of the same names and sizes lie. */
class ExternalWeightsTest {
    private static final List<String> WEIGHTS = List.of("toy.onnx.data", "toy.onnx.more");

    @TempDir
    private Path folder;

    private Path data;
    private Path inside;
    private Path model;
    private Path elsewhere;

    @BeforeEach
    void write_toys_and_a_decoy() throws IOException {
        data = Toys.data(folder);
        inside = Toys.model(Files.createDirectory(folder.resolve("inside")));
        model = Toys.model(Files.createDirectory(folder.resolve("beside")));
        Toys.externalize(model);
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String name : WEIGHTS) {
            byte[] zeros = new byte[(int) Files.size(model.resolveSibling(name))];
            Files.write(elsewhere.resolve(name), zeros);
        }
    }

    @Test
    void accuracy_is_that_of_the_weights_beside_the_model() throws Exception {
        assertThat(run(ExitCode.DONE, "evaluate", model, "--data", data)).contains("mIoU            1.0000");
    }

    @Test
    void a_model_equals_itself_with_its_weights_inside() throws Exception {
        assertThat(run(ExitCode.DONE, "verify", model, inside)).contains("same");
    }

    @Test
    void a_model_that_is_a_link_into_a_cache_has_its_weights_beside_the_link() throws Exception {
        Path blobs = Files.createDirectory(folder.resolve("blobs"));
        Path links = Files.createDirectory(folder.resolve("links"));
        for (String name : List.of("toy.onnx", "toy.onnx.data", "toy.onnx.more")) {
            Files.move(model.resolveSibling(name), blobs.resolve("blob-of-" + name));
            Files.createSymbolicLink(links.resolve(name), Path.of("../blobs/blob-of-" + name));
        }
        Files.copy(model.resolveSibling("toy.json"), links.resolve("toy.json"));

        String said = run(ExitCode.DONE, "evaluate", links.resolve("toy.onnx"), "--data", data);

        assertThat(said).contains("mIoU            1.0000");
    }

    @Test
    void they_are_taken_along_where_others_are_filled_in() throws Exception {
        Path out = folder.resolve("small.onnx");

        run(ExitCode.DONE, "prune", model, "--out", out, "--prune", "0.5", "--fill-weights", "1");

        assertThat(out).exists();
    }

    @Test
    void a_report_measures_them_and_counts_their_bytes() throws Exception {
        Path out = folder.resolve("out");

        run(ExitCode.DONE, "compress", model, "--data", data, "--out", out, "--prune", "0.5", "--epochs", "0");

        JsonNode original =
                new JsonMapper().readTree(out.resolve("report.json").toFile()).at("/original");
        assertThat(original.path("bytes").asLong())
                .isEqualTo(Files.size(model)
                        + Files.size(model.resolveSibling(WEIGHTS.get(0)))
                        + Files.size(model.resolveSibling(WEIGHTS.get(1))));
        assertThat(original.path("mIoU").asDouble()).isEqualTo(1);
    }

    private String run(int exitCode, Object... args) throws IOException, InterruptedException {
        List<String> words = List.of(args).stream().map(Object::toString).toList();
        Process process = JavaProcess.start(Coppice.class, words, elsewhere);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }
}
