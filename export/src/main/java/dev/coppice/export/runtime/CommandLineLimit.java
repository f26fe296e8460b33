package dev.coppice.export.runtime;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Limit of the command line. On Linux ONNX Runtime 1.29.0 crashes with a segmentation fault if the command line has 3,980
 * bytes or more (measured; it copies {@code /proc/self/cmdline} into a buffer). A long class path is enough, so this is
 * checked first.
 */
final class CommandLineLimit {
    private static final int SAFE_BYTES = 3900;

    private CommandLineLimit() {}

    /** Checks this process; systems without {@code /proc} have no limit. */
    static void check() {
        check(Path.of("/proc/self/cmdline"));
    }

    /**
     * Checks a command line.
     *
     * @throws InvalidInputException if it is too long for ONNX Runtime
     */
    static void check(Path commandLine) {
        int bytes = length(commandLine);
        if (bytes > SAFE_BYTES) {
            throw new InvalidInputException("This Java process was started with a command line of " + bytes
                    + " bytes; ONNX Runtime crashes above " + SAFE_BYTES
                    + ". Give the class path in the environment variable CLASSPATH or in an @argument file.");
        }
    }

    private static int length(Path commandLine) {
        if (!Files.isReadable(commandLine)) {
            return 0;
        }
        try {
            return Files.readAllBytes(commandLine).length;
        } catch (IOException e) {
            return 0;
        }
    }
}
