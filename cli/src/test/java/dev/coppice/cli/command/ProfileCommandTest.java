package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Coppice;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.PlainProgress;
import dev.coppice.eval.latency.profile.LatencyProfile;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.models.measure.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
    /** One grid besides the network's own: few rows. */
    private static final List<String> GRIDS = List.of("--truncate-from", "decoder", "--grids", "1/2");

    private static final Pattern SHAPE = Pattern.compile("\\d+(×\\d+)+");

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path kit = Path.of("");

    @BeforeEach
    void write_a_toy() throws IOException {
        model = Toys.model(folder);
        kit = folder.resolve("kit");
    }

    private static CommandRun run(String command, Object... args) {
        return CommandRun.of(Stream.concat(Stream.of(command), Stream.concat(Stream.of(args), GRIDS.stream()))
                .toArray());
    }

    @Test
    void times_this_machine_and_a_second_time_nothing() {
        Path out = folder.resolve("new/profile.json");

        CommandRun run = run("profile", model, "--out", out);

        assertThat(run.err()).doesNotContain("Internal error");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        LatencyProfile profile = ProfileFile.read(out);
        assertThat(profile.machine()).isEqualTo(ProfiledMachine.here(1));
        assertThat(profile.rows().values())
                .extracting(LatencyProfile.Row::what)
                .contains("a run of one number", "4 convolutions of 64 channels")
                .anyMatch(what -> what.startsWith("whole network 'toy'"));
        assertThat(profile.rows().values()).allMatch(row -> row.milliseconds().orElse(0.0) > 0);
        assertThat(run.out())
                .startsWith("profile   " + out + ", " + profile.machine() + "\nrows      "
                        + profile.rows().size() + ", of which ");

        CommandRun again = run("profile", model, "--out", out, "--overwrite");
        assertThat(again.out()).contains("rows      " + profile.rows().size() + ", of which 0 were timed now");
        assertThat(ProfileFile.read(out)).isEqualTo(profile);

        CommandRun third = run("profile", model, "--out", out);
        assertThat(third.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(third.err()).contains("profile.json").contains("--overwrite");
    }

    @Test
    void an_interrupted_one_ends_with_130_and_writes_nothing() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        PrintStream errors = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(
                new ByteArrayOutputStream(), errors, new PlainProgress(errors, System::nanoTime), cancellation);
        Path out = folder.resolve("profile.json");

        for (String[] way : List.of(new String[] {"--out", out.toString()}, new String[] {"--kit", kit.toString()})) {
            assertThat(Coppice.run(console, "profile", model.toString(), way[0], way[1]))
                    .isEqualTo(ExitCode.INTERRUPTED);
        }
        assertThat(out).doesNotExist();
        assertThat(kit.resolve("table.csv")).doesNotExist();
    }

    @Test
    void neither_both_nor_nonsense_is_accepted() {
        CommandRun run = run("profile", model, "--threads", "none");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("--out and --kit: expected one of them")
                .contains("--threads is 'none', expected a number such as 1, or all");

        assertThat(run("profile", model, "--out", folder.resolve("p.json"), "--kit", kit)
                        .exitCode())
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run("profile", folder.resolve("none.onnx"), "--kit", kit).exitCode())
                .isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void a_kit_that_was_filled_elsewhere_is_planned_with() throws IOException {
        CommandRun run = run("profile", model, "--kit", kit);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("micro-networks in '" + kit + "'");

        CommandRun empty = compress("empty", "latency=70%");
        assertThat(empty.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(empty.err())
                .contains("Kit '" + kit + "' cannot be used:")
                .contains("table.csv has no milliseconds yet: fill its last column as README.txt says.");

        fill(4);
        CommandRun planned = compress("planned", "latency=70%");
        assertThat(planned.err()).doesNotContain("Internal error");
        assertThat(planned.exitCode()).as(planned.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(folder.resolve("planned/plan.json")))
                .contains("predicted for the machine of kit 'kit', its ONNX Runtime, one thread; not measured here")
                .contains("8 → 4 channels");
        JsonNode predictions = new JsonMapper()
                .readTree(folder.resolve("planned/report.json").toFile())
                .at("/planned/predictions");
        assertThat(predictions.at("/1/figure").asText()).isEqualTo("the original's latency");
        assertThat(predictions.at("/1/measured").isNull())
                .as("on another machine")
                .isTrue();
        assertThat(predictions.at("/0/predicted").asDouble()
                        / predictions.at("/1/predicted").asDouble())
                .isCloseTo(predictions.at("/2/predicted").asDouble(), within(1e-12));

        fill(8);
        CommandRun eights = compress("eights", "latency=70%");
        assertThat(eights.exitCode())
                .as("that machine likes 8 channels and not 4")
                .isEqualTo(ExitCode.WRONG_INPUT);
        CommandRun rounded = compress("rounded", "latency=70%", "--round", "2");
        assertThat(rounded.exitCode()).as(rounded.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_kit_is_replaced_where_that_is_asked_for() {
        run("profile", model, "--kit", kit);

        CommandRun refused = run("profile", model, "--kit", kit);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(refused.err()).contains("table.csv");
        CommandRun again = run("profile", model, "--kit", kit, "--overwrite");
        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
    }

    private CommandRun compress(String out, String budget, Object... more) throws IOException {
        List<Object> args = new ArrayList<>(List.of(
                model,
                "--data",
                Files.exists(folder.resolve("data")) ? folder.resolve("data") : Toys.data(folder),
                "--out",
                folder.resolve(out),
                "--epochs",
                "0",
                "--budget",
                budget,
                "--profile",
                kit));
        args.addAll(List.of(more));
        return run("compress", args.toArray());
    }

    /** A machine that takes a nanosecond for each element that goes in and out, and has a staircase of such blocks. */
    private void fill(int block) throws IOException {
        Path table = kit.resolve("table.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            String cells = line.substring(0, line.lastIndexOf(',') + 1);
            lines.set(i, cells + String.format(Locale.ROOT, "%.9f", milliseconds(line, block)));
        }
        Files.write(table, lines);
    }

    private static double milliseconds(String line, int block) {
        Matcher chain = Pattern.compile("4 convolutions of (\\d+) channels").matcher(line);
        if (chain.find()) {
            return Math.ceil(Double.parseDouble(chain.group(1)) / block);
        }
        Matcher whole = Pattern.compile("whole network 'toy', \\[([^]]*)]").matcher(line);
        if (whole.find()) {
            return 0.01
                    * Stream.of(whole.group(1).split(", "))
                            .mapToInt(Integer::parseInt)
                            .sum();
        }
        return 0.001
                + 1e-6
                        * SHAPE.matcher(line)
                                .results()
                                .map(MatchResult::group)
                                .mapToLong(ProfileCommandTest::elements)
                                .sum();
    }

    private static long elements(String shape) {
        return Stream.of(shape.split("×")).mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
    }
}
