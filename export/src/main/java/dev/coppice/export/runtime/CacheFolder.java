package dev.coppice.export.runtime;

import java.nio.file.Path;

/** Cache folder of each user: {@code coppice} in the folder that XDG_CACHE_HOME names, else in {@code ~/.cache}. */
public final class CacheFolder {
    private CacheFolder() {}

    /** The path for the current user; the folder need not exist. */
    public static Path path() {
        String named = System.getenv("XDG_CACHE_HOME");
        return (named == null || named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named))
                .resolve("coppice");
    }
}
