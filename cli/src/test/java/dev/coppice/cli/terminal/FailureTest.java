package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void wrong_input_keeps_its_own_words() {
        Failure failure = of(new InvalidInputException("Card and graph disagree:", List.of("mean", "std")));

        assertThat(failure).isEqualTo(new Failure(2, "Card and graph disagree:\n  - mean\n  - std"));
    }

    @Test
    void an_interruption_exits_as_shells_count_it() {
        assertThat(of(new CancelledException("kept the weights of epoch 2")))
                .isEqualTo(new Failure(130, "kept the weights of epoch 2"));
    }

    @Test
    void a_full_disk_is_told_in_a_sentence() {
        IOException full = new FileSystemException("out/model.onnx", null, "No space left on device");

        assertThat(of(new UncheckedIOException(full)))
                .isEqualTo(
                        new Failure(
                                1,
                                "Cannot read or write 'out/model.onnx': no space left on device. Make room there, or name another folder."));
    }

    @Test
    void a_system_that_names_no_file_leaves_that_to_who_knows_it() {
        IOException full = new IOException("No space left on device");

        assertThat(of(new UncheckedIOException("Cannot write 'out/model.onnx': no space left on device", full)))
                .isEqualTo(
                        new Failure(
                                1,
                                "Cannot write 'out/model.onnx': no space left on device. Make room there, or name another folder."));
    }

    @Test
    void files_that_are_missing_or_forbidden_are_named() {
        assertThat(of(new UncheckedIOException(new NoSuchFileException("a.onnx")))
                        .message())
                .isEqualTo("Cannot read or write 'a.onnx': there is no 'a.onnx'.");
        assertThat(of(new UncheckedIOException(new AccessDeniedException("b.onnx")))
                        .message())
                .isEqualTo("Cannot read or write 'b.onnx': no permission for 'b.onnx'.");
    }

    @Test
    void natives_that_do_not_load_mean_no_training() {
        Error initialiser = new ExceptionInInitializerError(
                new IllegalStateException("ND4J", new UnsatisfiedLinkError("no jnind4jcpu in java.library.path")));
        initialiser.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner", "<init>", null, 79)
        });

        Failure failure = of(initialiser);

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.message())
                .startsWith("ND4J has no build for this platform, ")
                .contains("cannot be trained here", "inspect, evaluate, verify, and compress with --epochs 0")
                .endsWith("(no jnind4jcpu in java.library.path)");
    }

    @Test
    void the_second_use_of_missing_natives_says_the_same() {
        Error second = new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j");

        assertThat(of(second).message()).startsWith("ND4J has no build for this platform, ");
    }

    @Test
    void a_runtime_that_does_not_load_is_not_blamed_on_training() {
        Error error = new NoClassDefFoundError("Could not initialize class ai.onnxruntime.OrtEnvironment");

        assertThat(of(error).message()).startsWith("ONNX Runtime does not load on this platform, ");
    }

    @Test
    void memory_that_ran_out_says_what_to_turn() {
        assertThat(of(new OutOfMemoryError("Java heap space")).message())
                .contains("Java heap space", "--batch", "COPPICE_JAVA_OPTIONS");
    }

    @Test
    void a_limit_that_was_met_is_named_with_the_option_that_raises_it() {
        Map.of(
                        "Java heap space", "-Xmx<size>g",
                        "GC overhead limit exceeded", "-Xmx<size>g",
                        "Cannot reserve 8 bytes of direct buffer memory", "-XX:MaxDirectMemorySize",
                        "Physical memory usage is too high: physicalBytes (9G) > maxPhysicalBytes (8G)",
                                "maxphysicalbytes",
                        "unable to create native thread: possibly out of memory", "ulimit -u",
                        "Metaspace", "-XX:MaxMetaspaceSize")
                .forEach((said, option) -> {
                    Failure failure = of(new IllegalStateException(new OutOfMemoryError(said)));

                    assertThat(failure.message())
                            .startsWith("Out of memory: " + said + ". ")
                            .contains(option);
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
                });
    }

    @Test
    void settings_that_differ_are_told_as_options() {
        RetrainOptions forty = RetrainOptions.defaults().with(o -> o.length(new TrainingLength.Epochs(40)));
        RetrainOptions twenty =
                forty.with(o -> o.length(new TrainingLength.Epochs(20)).batch(8));
        OtherSettingsException problem = new OtherSettingsException(
                "Begun", TrainingFingerprint.of(twenty).changesSince(TrainingFingerprint.of(forty)), "Resume.");

        assertThat(of(problem))
                .isEqualTo(new Failure(
                        2, "Begun with other settings: --epochs was 40, now 20; --batch was 4, now 8. Resume."));
    }

    @Test
    void anything_else_is_a_bug_and_says_so() {
        assertThat(of(new IllegalStateException("7 groups")))
                .isEqualTo(new Failure(
                        1,
                        "Internal error: java.lang.IllegalStateException: 7 groups."
                                + " Run again with --debug for the stack trace, and report it."));
    }

    private static Failure of(Throwable problem) {
        return Failure.of(problem);
    }
}
