package dev.coppice.cli;

import dev.coppice.cli.terminal.Figures;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of the build, and of the Java that runs it. */
final class ToolVersion implements IVersionProvider {
    private static final String RESOURCE = "/dev/coppice/models/version.txt";

    @Override
    public String[] getVersion() {
        return new String[] {tool(), "Java " + Runtime.version()};
    }

    /** The versions and limits that work runs with, in a line. */
    static String surroundings() {
        Runtime java = Runtime.getRuntime();
        return tool() + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " on "
                + System.getProperty("os.arch") + ", " + java.availableProcessors() + " processors, heap of at most "
                + Figures.bytes(java.maxMemory());
    }

    private static String tool() {
        try (InputStream written = InvalidInputException.class.getResourceAsStream(RESOURCE)) {
            if (written == null) {
                throw new IllegalStateException("The build left out " + RESOURCE);
            }
            return "coppice " + new String(written.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
