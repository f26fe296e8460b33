package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.eval.Coppice;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.RewriteResult;
import dev.coppice.eval.sweep.SweepAxes;
import dev.coppice.eval.sweep.SweepRequest;
import dev.coppice.eval.sweep.SweepShard;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.measure.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command line and a user of the library make the same request, and get the same files, byte for byte. */
class SameRequestTest {
    private final Cancellation cancellation = new Cancellation();

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path pictures = Path.of("");
    private Path typed = Path.of("");
    private Path called = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        pictures = Toys.data(folder);
        typed = folder.resolve("typed");
        called = folder.resolve("called");
    }

    @Test
    void of_a_sensitivity_analysis() {
        run("sensitivity", model, "--data", pictures, "--out", typed);

        Coppice.read(model).on(pictures).sensitivity(called);

        assertSame("sensitivity.csv", "sensitivity.html", "sensitivity.md", "sensitivity.png");
    }

    @Test
    void of_an_analysis() {
        run("analyze", model, "--data", pictures, "--out", typed);

        Coppice.read(model).on(pictures).analyze(called);

        assertSame("analysis.json", "analysis.html", "analysis.md", "cutoffs.csv", "cutoffs.png");
    }

    @Test
    void of_an_annotation() {
        run("annotate", "--data", pictures, "--block", 4, "--out", typed);

        Coppice.annotate(data(), 4, called);

        assertSame("annotation.json", "annotation.md", "dataset.json", "labels/train/p0.png");
    }

    @Test
    void of_a_compression() {
        run(
                "compress",
                model,
                "--data",
                pictures,
                "--out",
                typed,
                "--prune",
                "0.5",
                "--truncate",
                "1/2",
                "--round",
                "1",
                "--epochs",
                "0");

        Coppice.read(model)
                .prune(0.5)
                .truncate("1/2")
                .round(1)
                .on(pictures)
                .retrain(0)
                .compress(called);

        assertSame("plan.json", "model.onnx", "model.json");
    }

    @Test
    void of_a_cut_without_data() {
        Path half = folder.resolve("half.onnx");
        Path same = folder.resolve("same.onnx");
        run("prune", model, "--prune", "0.5", "--round", "2", "--out", half);

        RewriteResult result = Coppice.read(model).prune(0.5).round(2).rewrite(same);

        assertThat(same).hasSameBinaryContentAs(half);
        assertThat(Coppice.read(model).prune(0.5).round(2).rewritten().graph().hash())
                .isEqualTo(result.network().graph().hash());
        assertThat(Coppice.read(model).layers())
                .hasSize(result.network().graph().nodes().size());
    }

    @Test
    void of_a_sweep_through_the_front_door() {
        SweepCommand command = new SweepCommand(console());
        parse(
                command,
                model,
                "--data",
                pictures,
                "--out",
                typed,
                "--prune",
                "none,0.5",
                "--truncate",
                "none,1/2",
                "--criterion",
                "l2",
                "--epochs",
                "3",
                "--seed",
                "7");

        SweepRequest request = Coppice.read(model)
                .criterion("l2")
                .on(pictures)
                .retrain(3)
                .seed(7)
                .sweepRequest(called, SweepAxes.ratios(0, 0.5).withGrids("1/1", "1/2"));

        SweepRequest asked = command.request(SweepShard.WHOLE);
        assertThat(request.points()).isEqualTo(asked.points());
        assertThat(request.how()).isEqualTo(asked.how());
        assertThat(request.overwrites()).isEqualTo(asked.overwrites());
        assertThat(request.base().fingerprint()).isEqualTo(asked.base().fingerprint());
    }

    /** Words of the front door, and what is typed for them. */
    static Stream<Arguments> words() {
        return Stream.of(
                same(coppice -> coppice),
                same(coppice -> coppice.losing(2), "--max-drop", "2"),
                same(coppice -> coppice.prune(0.4), "--prune", "0.4"),
                same(coppice -> coppice.truncate("1/2"), "--truncate", "1/2"),
                same(coppice -> coppice.truncate("1/2").prune(0.4), "--prune", "0.4", "--truncate", "1/2"),
                same(coppice -> coppice.to("macs=50%"), "--budget", "macs=50%"),
                same(coppice -> coppice.to("macs=50%").truncate("1/1"), "--budget", "macs=50%", "--truncate", "none"),
                same(
                        coppice -> coppice.to("latency=12ms").truncate("1/4"),
                        "--budget",
                        "latency=12ms",
                        "--truncate",
                        "1/4"),
                same(
                        coppice -> coppice.prune(0.3).criterion("taylor").round(4),
                        "--prune",
                        "0.3",
                        "--criterion",
                        "taylor",
                        "--round",
                        "4"));
    }

    private static Arguments same(UnaryOperator<Coppice> said, String... typed) {
        return Arguments.of(String.join(" ", typed), said);
    }

    @ParameterizedTest(name = "compress {0}")
    @MethodSource("words")
    void of_a_compression_through_the_front_door(String typedWords, UnaryOperator<Coppice> said) {
        CompressCommand command = new CompressCommand(console());
        List<Object> args = new ArrayList<>(List.of(model, "--data", pictures, "--out", typed, "--epochs", "2"));
        args.addAll(typedWords.isEmpty() ? List.of() : List.of(typedWords.split(" ")));
        parse(command, args.toArray());
        CompressCommand.Order order = command.order();

        Coppice coppice = said.apply(Coppice.read(model));
        CompressionRequest request = coppice.on(pictures).retrain(2).request(typed);

        assertThat(coppice.cut()).isEqualTo(order.cut());
        assertThat(request.fingerprint()).isEqualTo(order.uncut().fingerprint());
        assertThat(request.withCommand(order.uncut().command()))
                .usingRecursiveComparison()
                .ignoringFields("network", "pictures.data")
                .isEqualTo(order.uncut());
    }

    private static void parse(Object command, Object... args) {
        new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }

    private Console console() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, new PlainProgress(nowhere, System::nanoTime), cancellation);
    }

    private static void run(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    private Dataset data() {
        return ImageFolder.open(pictures);
    }

    private void assertSame(String... names) {
        for (String name : names) {
            assertThat(called.resolve(name)).hasSameBinaryContentAs(typed.resolve(name));
        }
    }
}
