package dev.coppice.export.runtime;

import java.nio.file.Path;

/** Where what is made once for each user is kept: {@code coppice} in the folder that XDG_CACHE_HOME names, else in {@code ~/.cache}. */
public final class CacheFolder {
    private CacheFolder() {}

    /** Of the user who runs this; it need not be there. */
    public static Path path() {
        String named = System.getenv("XDG_CACHE_HOME");
        return (named == null || named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named))
                .resolve("coppice");
    }
}
