package dev.coppice.cli;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of the build, and of the Java that runs it. */
final class ToolVersion implements IVersionProvider {
    private static final String RESOURCE = "/dev/coppice/models/version.txt";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream written = InvalidInputException.class.getResourceAsStream(RESOURCE)) {
            if (written == null) {
                throw new IOException("The build left out " + RESOURCE);
            }
            String version = new String(written.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"coppice " + version, "Java " + Runtime.version()};
        }
    }
}
