package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.zoo.Zoo;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs where the training engine and its libraries are not there at all: reading, planning, rewriting and writing. */
class SlimClassPathTest {
    private static final List<String> ENGINE =
            List.of("dev/coppice/samediff/", "org/nd4j/", "org/bytedeco/", "org/jtransforms/");

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writes_the_bundled_network() throws IOException {
        model = folder.resolve("street.onnx");
        Files.write(model, OnnxWriter.bytes(Zoo.street()));
    }

    /** The class path of the tests without whatever holds classes of these packages. */
    private static String without(List<String> packages) {
        List<Path> all = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        assertThat(packages).as("packages that the whole class path has").allMatch(name -> all.stream()
                .anyMatch(entry -> holds(entry, name)));
        return all.stream()
                .filter(entry -> packages.stream().noneMatch(name -> holds(entry, name)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean holds(Path entry, String name) {
        if (Files.isDirectory(entry)) {
            return Files.isDirectory(entry.resolve(name));
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.stream().anyMatch(file -> file.getName().startsWith(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said(String classPath, String... words) throws IOException, InterruptedException {
        Process work = JavaProcess.start(Coppice.class, List.of(words), folder, List.of(), classPath);
        String said = new String(work.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(work.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void a_model_is_inspected() throws IOException, InterruptedException {
        assertThat(said(without(ENGINE), "inspect", model.toString())).contains("parameters");
    }

    @Test
    void a_model_is_inspected_without_onnx_runtime_too() throws IOException, InterruptedException {
        String slimmest = without(
                List.of("dev/coppice/samediff/", "org/nd4j/", "org/bytedeco/", "org/jtransforms/", "ai/onnxruntime/"));

        assertThat(said(slimmest, "inspect", model.toString())).contains("parameters");
    }

    @Test
    void a_model_is_pruned_and_the_plan_replayed() throws IOException, InterruptedException {
        Path pruned = folder.resolve("pruned.onnx");
        Path replayed = folder.resolve("replayed.onnx");
        String slim = without(ENGINE);

        said(slim, "prune", model.toString(), "--prune", "0.5", "--round", "1", "--out", pruned.toString());
        said(
                slim,
                "prune",
                model.toString(),
                "--plan",
                folder.resolve("pruned.plan.json").toString(),
                "--out",
                replayed.toString());

        assertThat(replayed).hasSameBinaryContentAs(pruned);
    }
}
