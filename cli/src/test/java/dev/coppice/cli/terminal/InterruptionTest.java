package dev.coppice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.JavaProcess;
import dev.coppice.models.measure.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really sent SIGINT. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no kill -INT")
class InterruptionTest {
    private static final int SECONDS = 30;

    @TempDir
    private Path folder;

    @Test
    void the_first_ctrl_c_lets_the_work_keep_what_it_has() throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        Process work = start("polite", kept);

        JavaProcess.interrupt(work);

        assertThat(work.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(work.exitValue()).isEqualTo(130);
        assertThat(kept).hasContent("best weights");
    }

    @Test
    void the_second_ctrl_c_ends_work_that_does_not_listen() throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        Process work = start("deaf", kept);

        JavaProcess.interrupt(work);
        assertThat(work.waitFor(1, TimeUnit.SECONDS)).isFalse();
        JavaProcess.interrupt(work);

        assertThat(work.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(work.exitValue()).isEqualTo(130);
        assertThat(kept).doesNotExist();
    }

    private static Process start(String manner, Path kept) throws IOException, InterruptedException {
        Process work = JavaProcess.start(Work.class, List.of(manner, kept.toString()));
        BufferedReader lines = work.inputReader();
        assertThat(lines.readLine()).isEqualTo("working");
        return work;
    }

    /** A training as far as Ctrl-C is concerned. */
    static final class Work {
        private Work() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            Cancellation cancellation = new Cancellation();
            Interruption interruption = new Interruption(cancellation, System.out::println);
            interruption.listen();
            System.out.println("working");
            while (!cancellation.isRequested() || args[0].equals("deaf")) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            Files.writeString(Path.of(args[1]), "best weights");
            interruption.workEnded();
            System.exit(ExitCode.INTERRUPTED);
        }
    }
}
