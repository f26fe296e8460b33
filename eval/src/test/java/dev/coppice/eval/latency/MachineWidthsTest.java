package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.models.measure.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineWidthsTest {
    @TempDir
    Path folder;

    private final AtomicInteger measured = new AtomicInteger();
    private StaircaseFile file;

    @BeforeEach
    void name_the_cache() {
        file = new StaircaseFile(folder.resolve("cache"), "a processor", "ONNX Runtime 1.2");
    }

    private Supplier<StaircaseTimes> measuring(StaircaseTimes times) {
        return () -> {
            measured.incrementAndGet();
            return times;
        };
    }

    private WidthStaircase found() {
        return MachineWidths.of(file, measuring(StaircaseTimesTest.AVX512));
    }

    @Test
    void a_machine_is_measured_once() throws IOException {
        WidthStaircase first = found();

        assertThat(first)
                .isEqualTo(
                        new WidthStaircase(List.of(4, 8, 12, 16, 32, 48, 64), 16, "a processor in ONNX Runtime 1.2"));
        assertThat(found()).isEqualTo(first);
        assertThat(measured).hasValue(1);
        try (var files = Files.list(file.folder())) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void another_runtime_is_measured_for_itself() {
        found();

        MachineWidths.of(
                new StaircaseFile(file.folder(), "a processor", "ONNX Runtime 1.3"),
                measuring(StaircaseTimesTest.AVX512));

        assertThat(measured).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"processor\": \"another\", \"runtime\": \"ONNX Runtime 1.2\", \"millis\": {\"4\": 1}}",
                "{\"processor\": \"a processor\", \"runtime\": \"ONNX Runtime 1.2\"}",
                "{\"processor\": \"a processor\", \"runtime\": \"ONNX Runtime 1.2\", \"millis\": 7}",
                "{\"processor\": \"a processor\", \"runtime\": \"ONNX Runtime 1.2\", \"millis\": {\"a\": 1, \"8\": -1}}",
                "{\"processor\": \"a processor\", \"runtime\": \"ONNX Runtime 1.2\", \"millis\":"
                        + " {\"0\": 1, \"4\": 2, \"8\": 3}}",
            })
    void a_file_that_is_torn_or_another_machines_is_measured_anew(String content) throws IOException {
        Files.createDirectories(file.folder());
        Files.writeString(file.path(), content);

        assertThat(found().block()).isEqualTo(16);
        assertThat(measured).hasValue(1);
        found();
        assertThat(measured).hasValue(1);
    }

    @Test
    void a_cache_that_cannot_be_written_is_no_error() throws IOException {
        Files.writeString(file.folder(), "a file where the folder should be");

        assertThat(found().block()).isEqualTo(16);
        assertThat(found().block()).isEqualTo(16);
        assertThat(measured).hasValue(2);
    }

    @Test
    void steps_of_a_disturbed_moment_are_measured_again() {
        Iterator<StaircaseTimes> moments = List.of(
                        StaircaseTimesTest.with(StaircaseTimesTest.AVX512, 40, 5.0),
                        StaircaseTimesTest.with(StaircaseTimesTest.AVX512, 60, 11.0),
                        StaircaseTimesTest.AVX512)
                .iterator();

        assertThat(MachineWidths.of(file, moments::next).edges()).containsExactly(4, 8, 12, 16, 32, 48, 64);
        assertThat(moments).isExhausted();
    }

    @Test
    void uneven_steps_that_are_found_again_are_true() {
        StaircaseTimes uneven = StaircaseTimesTest.with(StaircaseTimesTest.AVX512, 24, 2.0);

        assertThat(MachineWidths.of(file, measuring(uneven)).edges()).containsExactly(4, 8, 12, 16, 24, 32, 48, 64);
        assertThat(measured).hasValue(2);
        assertThat(MachineWidths.of(file, measuring(uneven)).edges()).contains(24);
        assertThat(measured).hasValue(2);
    }

    @Test
    void times_without_steps_are_taken_again_and_then_blocks_of_16_are_assumed_and_said() {
        WidthStaircase assumed =
                MachineWidths.of(file, measuring(StaircaseTimesTest.times(16, 1.1, 32, 3.3, 56, 7.3, 64, 13.0)));

        assertThat(measured).hasValue(3);
        assertThat(file.path()).doesNotExist();
        assertThat(assumed.edges()).containsExactly(4, 8, 12, 16);
        assertThat(assumed.note())
                .contains(
                        "channel counts are on the edges of the staircase of an assumed machine, as times on this one show"
                                + " no steps that stay the same (edges at [16, 32, 56, 64] channels): 4, 8, 12, 16 and on in"
                                + " blocks of 16");
    }

    @Test
    void chains_of_every_width_are_timed_in_onnx_runtime() {
        StaircaseTimes times = MachineWidths.measured(
                new BlockTimer(new BlockTimer.Block(0, 1, 1, 0), 1, 1, 0, System::nanoTime), new Cancellation());

        assertThat(times.millis().keySet())
                .containsExactly(4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64);
        assertThat(times.millis().values()).allMatch(millis -> millis > 0);
    }
}
