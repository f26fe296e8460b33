package dev.coppice.export.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Number of physical cores, since hyper-threads slow convolutions down. */
public final class PhysicalCores {
    private PhysicalCores() {}

    /** The number of cores that this process may use; at least 1. */
    public static int count() {
        int logical = Runtime.getRuntime().availableProcessors();
        return Math.max(1, Math.min(logical, fromCpuInfo(Path.of("/proc/cpuinfo"), logical)));
    }

    /** Counts distinct (package, core) pairs as Linux lists them; {@code otherwise} where the list is missing. */
    static int fromCpuInfo(Path file, int otherwise) {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        try {
            return count(Files.readAllLines(file, StandardCharsets.UTF_8), otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static int count(List<String> lines, int otherwise) {
        Set<String> cores = new HashSet<>();
        String socket = "";
        for (String line : lines) {
            if (line.startsWith("physical id")) {
                socket = line;
            } else if (line.startsWith("core id")) {
                cores.add(socket + line);
            }
        }
        return cores.isEmpty() ? otherwise : cores.size();
    }
}
