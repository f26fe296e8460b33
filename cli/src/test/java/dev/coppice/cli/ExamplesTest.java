package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.eval.Coppice;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.SameDiffNetworks;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SameDiff;

/** The examples for users of the library compile and run as they are, on the bundled network and a few synthetic scenes. */
class ExamplesTest {
    static final Path EXAMPLES = Path.of("..", "docs", "examples");

    private static final int MOST_PACKAGES = 3;
    private static final int HEIGHT = SyntheticScenes.HEIGHT / 4;
    private static final int WIDTH = SyntheticScenes.WIDTH / 4;
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (dev\\.coppice(?:\\.[a-z0-9]+)*)\\.[A-Z]");

    @TempDir
    private Path folder;

    @BeforeEach
    void writes_what_examples_read() throws IOException {
        Network street = small(Zoo.street());
        Path model = Files.write(folder.resolve("unet.onnx"), OnnxWriter.bytes(street));
        Files.writeString(CardFile.beside(model), CardFile.format(street.card()));
        write(new SyntheticScenes(Zoo.STREET_SEED, 4, 2), folder.resolve("data/camvid"));
    }

    /** The same weights for pictures of a quarter of the height and width, so that examples take seconds. */
    private static Network small(Network street) {
        Graph graph = street.graph();
        InputSpec input = street.card().input();
        InputSpec sized = new InputSpec(input.name(), List.of(HEIGHT, WIDTH), input.order(), input.mean(), input.std());
        return new Network(
                new Graph(
                        graph.name(),
                        List.of(small(graph.inputs().get(0))),
                        List.of(small(graph.outputs().get(0))),
                        graph.nodes(),
                        graph.constants()),
                new NetworkCard(
                        street.card().name(),
                        sized,
                        street.card().output(),
                        street.card().classes()));
    }

    private static TensorInfo small(TensorInfo info) {
        List<Dimension> sizes = info.dimensions();
        return new TensorInfo(
                info.name(),
                info.type(),
                List.of(sizes.get(0), sizes.get(1), Dimension.of(HEIGHT), Dimension.of(WIDTH)));
    }

    private static LabelMap small(LabelMap labels) {
        byte[] values = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) labels.at(i % WIDTH * labels.width() / WIDTH, i / WIDTH * labels.height() / HEIGHT);
        }
        return LabelMap.of(WIDTH, HEIGHT, values);
    }

    private static void write(Dataset data, Path target) throws IOException {
        for (String split : data.splits()) {
            Path images = Files.createDirectories(target.resolve("images").resolve(split));
            Path labels = Files.createDirectories(target.resolve("labels").resolve(split));
            for (String name : data.names(split)) {
                Sample sample = data.sample(split, name);
                Pictures.write(images.resolve(name + ".png"), sample.image().resized(WIDTH, HEIGHT));
                Pictures.writeLabels(labels.resolve(name + ".png"), small(sample.labels()));
            }
        }
        Files.writeString(
                target.resolve("dataset.json"),
                "{\"name\": \"" + data.name() + "\", \"classes\": [\"" + String.join("\", \"", data.classes())
                        + "\"], \"ignore\": " + data.ignore().orElse(255) + "}");
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Compiles sources on the class path of the tests. */
    static void compile(Path target, List<Path> sources) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");
        StringWriter problems = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", target.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(
                        problems,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(sources))
                .call();
        assertThat(compiled).as("%s", problems).isTrue();
    }

    private static List<String> packages(String source) {
        return IMPORT.matcher(source)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    @Test
    void they_compile_and_import_at_most_three_packages() throws IOException {
        compile(folder, examples());

        assertThat(examples()).hasSize(6);
        for (Path example : examples()) {
            assertThat(packages(Files.readString(example)))
                    .as("%s", example)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(MOST_PACKAGES);
        }
    }

    @Test
    void a_graph_of_samediff_is_pruned() throws IOException, ReflectiveOperationException {
        compile(folder, List.of(EXAMPLES.resolve("PruneSameDiff.java")));
        Network street = small(Zoo.street());
        SameDiff whole = SameDiffNetworks.lower(street);

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            SameDiff halved = (SameDiff) loader.loadClass("PruneSameDiff")
                    .getMethod("halved", SameDiff.class, NetworkCard.class)
                    .invoke(null, whole, street.card());

            assertThat(Coppice.of(SameDiffNetworks.lift(halved, street.card()))
                            .cost()
                            .parameters())
                    .isLessThan(Coppice.of(street).cost().parameters());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PruneWithoutData, half.onnx, MACs are left",
        "CompressToBudget, out/report.md, mIoU",
        "SweepToParetoFront, sweep/sweep.png, mIoU",
        "AnalyzeSpectra, analysis/analysis.md, loss",
        "AnnotateBlocks, data/camvid-blocks/dataset.json, 8"
    })
    void each_runs(String example, String writes, String says) throws IOException, InterruptedException {
        compile(folder, List.of(EXAMPLES.resolve(example + ".java")));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", example));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().put("CLASSPATH", folder + File.pathSeparator + System.getProperty("java.class.path"));
        Process work = builder.start();

        String said = new String(work.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(work.waitFor()).as(said).isZero();
        assertThat(said).contains(says);
        assertThat(folder.resolve(writes)).isNotEmptyFile();
    }
}
