package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a checkout whose build and whose Java do nothing but say that they ran. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher there is another script")
class LauncherTest {
    @TempDir
    private Path root;

    private Path lock = Path.of("");

    @BeforeEach
    void write_checkout() throws IOException {
        lock = root.resolve("cli/target/launcher.lock");
        Files.createDirectories(root.resolve("dist/src"));
        Files.createDirectories(root.resolve("java/bin"));
        Files.createDirectories(lock.getParent());
        Files.createFile(root.resolve("pom.xml"));
        Files.copy(Path.of("..", "coppice"), root.resolve("coppice"));
        Files.copy(Path.of("..", "dist", "src", "start.sh"), root.resolve("dist/src/start.sh"));
        script("mvnw", "sleep 1; echo built >>builds; : >cli/target/coppice.jar");
        script("java/bin/javac", "");
        script(
                "java/bin/java",
                "if [ \"$1\" = -version ]; then echo 'a version \"17.0.1\"' >&2; else echo ran;"
                        + " echo \"${MALLOC_TRIM_THRESHOLD_:-none}\" >\"${0%/*}/kept\"; fi");
    }

    @Test
    void of_two_that_start_at_once_one_builds() throws IOException, InterruptedException {
        Process one = launch();
        Process other = launch();

        assertRan(one);
        assertRan(other);
        assertThat(lock).doesNotExist();
    }

    @Test
    void the_lock_of_a_process_that_died_is_taken_over() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        write(dead.pid() + " " + thisMachine());

        assertRan(launch());
    }

    @Test
    void the_lock_of_another_machine_is_waited_for_and_named() throws IOException, InterruptedException {
        write("1 elsewhere");

        Process launched = launch();
        try (BufferedReader said = launched.errorReader()) {
            assertThat(said.readLine())
                    .isEqualTo(
                            "coppice: waiting for a coppice on elsewhere to finish building; if none runs there, delete "
                                    + lock.toRealPath());
            assertThat(root.resolve("builds")).doesNotExist();
            Files.delete(lock.resolve("owner"));
            Files.delete(lock);
            assertRan(launched);
        }
    }

    @Test
    void the_lock_of_another_machine_counts_for_an_hour() throws IOException, InterruptedException {
        write("1 elsewhere");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(62))));

        assertRan(launch());
    }

    @Test
    void only_what_trains_keeps_the_memory_that_it_frees() throws IOException, InterruptedException {
        assertRan(launch("compress"));
        assertThat(root.resolve("java/bin/kept")).content().isEqualTo("17179869184\n");

        assertRan(launch("prune"));
        assertThat(root.resolve("java/bin/kept")).content().isEqualTo("none\n");
    }

    private void assertRan(Process launched) throws IOException, InterruptedException {
        assertThat(launched.inputReader().readLine()).isEqualTo("ran");
        assertThat(launched.waitFor()).isZero();
        assertThat(root.resolve("builds")).content().isEqualTo("built\n");
    }

    private Process launch() throws IOException {
        return launch("--version");
    }

    private Process launch(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("coppice").toString(), command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_"));
        builder.environment().put("JAVA_HOME", root.resolve("java").toString());
        return builder.start();
    }

    private static String thisMachine() throws IOException {
        return new ProcessBuilder("uname", "-n").start().inputReader().readLine();
    }

    private void write(String owner) throws IOException {
        Files.createDirectory(lock);
        Files.writeString(lock.resolve("owner"), owner + "\n");
    }

    private void script(String name, String commands) throws IOException {
        Path file = root.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
