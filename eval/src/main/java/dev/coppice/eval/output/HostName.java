package dev.coppice.eval.output;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, for people who see its files from another one. */
public final class HostName {
    /** Linux says it here, without asking a name server. */
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The name; {@code this machine} if it has none. */
    public static String here() {
        try {
            return Files.exists(LINUX)
                    ? Files.readString(LINUX).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "this machine";
        }
    }
}
