package dev.coppice.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stream to standard output. It remembers write errors, which print streams hide. */
final class ResultStream extends FilterOutputStream {
    private @Nullable IOException problem;

    ResultStream(OutputStream out) {
        super(out);
    }

    /**
     * The error that kept results from being written; empty if there was none. A closed pipe, as by {@code head}, is no
     * error.
     */
    Optional<IOException> problem() {
        return Optional.ofNullable(problem)
                .filter(e ->
                        !String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe"));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        noting(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        noting(out::flush);
    }

    /** A write that may fail. */
    private interface Writing {
        void run() throws IOException;
    }

    private void noting(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException e) {
            if (problem == null) {
                problem = e;
            }
            throw e;
        }
    }
}
