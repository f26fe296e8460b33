package dev.coppice.export.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Platform that models run on: its names belong to every latency. */
public final class Platform {
    private static final String MODEL = "model name";

    private Platform() {}

    /** The processor's name from the system; else its architecture. */
    public static String processor() {
        return fromCpuInfo(Path.of("/proc/cpuinfo"))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch", "an unknown processor"));
    }

    /** The name and version of the runtime: {@code ONNX Runtime 1.29.0}. */
    public static String runtime() {
        return "ONNX Runtime " + OnnxSession.environment().getVersion();
    }

    /** The first processor's name as Linux lists it; empty if there is none. */
    static Optional<String> fromCpuInfo(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.stream()
                    .filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .filter(name -> !name.isEmpty())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
