package dev.coppice.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileTroubleTest {
    @Test
    void of_libraries_that_do_not_load_is_found_among_the_causes() {
        Error full = new UnsatisfiedLinkError("java.io.IOException: No space left on device");
        full.initCause(new IOException("No space left on device"));

        assertThat(FileTrouble.ofUnpacking(new ExceptionInInitializerError(new RuntimeException(full))))
                .hasValue("no space left on device");
        assertThat(FileTrouble.ofUnpacking(
                        new UnsatisfiedLinkError("/a/b.so: /a/b.so: failed to map segment from shared object")))
                .hasValue("the system lets no program run from '/a/b.so'");
        assertThat(FileTrouble.ofUnpacking(new NoClassDefFoundError("Could not initialize class X")
                        .initCause(new ExceptionInInitializerError(
                                "Exception java.lang.UnsatisfiedLinkError: /a/b.so: /a/b.so:"
                                        + " failed to map segment from shared object [in thread \"main\"]"))))
                .hasValue("the system lets no program run from '/a/b.so'");
        assertThat(FileTrouble.ofUnpacking(new UnsatisfiedLinkError("no x in java.library.path")))
                .isEmpty();
    }

    @Test
    void of_contradictions_is_told_in_words_of_ours() {
        assertThat(FileTrouble.ofContradiction(new IllegalArgumentException("axis 4 does not exist")))
                .isEqualTo("axis 4 does not exist");
        for (RuntimeException ofJava : List.of(
                new ArithmeticException("/ by zero"),
                new ArrayIndexOutOfBoundsException(3),
                new NegativeArraySizeException("-1"),
                new RuntimeException())) {
            assertThat(FileTrouble.ofContradiction(ofJava)).isEqualTo("its numbers do not fit together");
        }
    }

    @Test
    void is_told_in_words_and_never_as_a_class() {
        Map.of(
                        new NoSuchFileException("a"), "there is no 'a'",
                        new AccessDeniedException("a"), "no permission for 'a'",
                        new FileAlreadyExistsException("a"), "'a' is in the way",
                        new NotDirectoryException("a"), "'a' is no folder",
                        new FileSystemException("a", null, "Read-only file system"), "read-only file system",
                        new FileSystemException("a"), "the system refuses 'a'",
                        new IOException("No space left on device"), "no space left on device",
                        new IOException(""), "the system does not say why",
                        new MalformedInputException(1), "it is no text in UTF-8",
                        new UncheckedIOException(new NoSuchFileException("a")), "there is no 'a'")
                .forEach((problem, said) -> assertThat(FileTrouble.of(problem)).isEqualTo(said));
    }

    @Test
    void a_full_disk_is_known_by_the_systems_words_and_by_ours() {
        for (String said :
                List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk")) {
            IOException full = new IOException(said);

            assertThat(FileTrouble.isFullDisk(full)).isTrue();
            assertThat(FileTrouble.isFullDisk("Cannot write 'a': " + FileTrouble.of(full)))
                    .isTrue();
        }
        assertThat(FileTrouble.isFullDisk(new IOException("Read-only file system")))
                .isFalse();
        assertThat(FileTrouble.isFullDisk("Cannot write 'a': no permission for 'b'"))
                .isFalse();
    }
}
