package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static final String HOME = Path.of("home", "me").toAbsolutePath().toString();

    @Test
    void it_is_where_the_environment_says_or_at_home() {
        assertThat(CacheFolder.path(Map.of("XDG_CACHE_HOME", "/cache"), HOME, "/tmp"))
                .isEqualTo(Path.of("/cache", "coppice"));
        assertThat(CacheFolder.path(Map.of("XDG_CACHE_HOME", ""), HOME, "/tmp"))
                .isEqualTo(Path.of(HOME, ".cache", "coppice"));
    }

    /** Java says "?" for a user that the container's list of users lacks; the working folder is no place for a cache. */
    @Test
    void a_user_without_a_home_has_it_among_temporary_files() {
        assertThat(CacheFolder.path(Map.of(), "?", "/tmp")).isEqualTo(Path.of("/tmp", "coppice-cache"));
    }
}
