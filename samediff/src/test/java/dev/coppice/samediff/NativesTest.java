package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Networks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NativesTest {
    @Test
    void a_platform_without_nd4j_gets_a_sentence_when_it_asks_for_training() throws IOException, InterruptedException {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.matches(".*nd4j-native(-preset)?-[^/\\\\]*-(linux|windows|macosx)-[^/\\\\]*"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jars,
                        Asking.class.getName())
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip())
                .startsWith("Training needs ND4J, which has no build for this platform (")
                .contains("Inspecting, pruning (training length 0) and evaluating work here; train on linux-x86_64")
                .doesNotContain("\tat ");
    }

    /** Test that runs without natives on the class path. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] args) {
            Shape image = Shape.of(1, 3, 8, 8);
            for (int i = 0; i < 2; i++) {
                try {
                    InferenceSession.of(Networks.unet(1, image, 2, 2), image);
                    System.out.println("no exception");
                } catch (TrainingUnavailableException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
