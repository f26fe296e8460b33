package dev.coppice.export.runtime;

import java.nio.file.Path;
import java.util.Map;

/**
 * Cache folder of each user: {@code coppice} in the folder that XDG_CACHE_HOME names, else in {@code ~/.cache}. A user of a
 * container may have no home; then it is in the folder for temporary files.
 */
public final class CacheFolder {
    private CacheFolder() {}

    /** The path for the current user; the folder need not exist. */
    public static Path path() {
        return path(System.getenv(), System.getProperty("user.home"), System.getProperty("java.io.tmpdir"));
    }

    /**
     * The path for a user.
     *
     * @param home the home that Java knows; "?" for a user without one
     */
    static Path path(Map<String, String> environment, String home, String temporary) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!named.isEmpty()) {
            return Path.of(named).resolve("coppice");
        }
        return Path.of(home).isAbsolute() ? Path.of(home, ".cache", "coppice") : Path.of(temporary, "coppice-cache");
    }
}
