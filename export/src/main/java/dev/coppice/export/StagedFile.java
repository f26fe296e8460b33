package dev.coppice.export;

import dev.coppice.models.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file written beside its final name, which it takes on {@link #commit}. Closing without that removes it, so nothing
 * half-written stays, on a full disk neither.
 *
 * @param target the final name
 * @param beside where the content lies until then
 */
public record StagedFile(Path target, Path beside) implements AutoCloseable {

    /** Writes the content to the disk, under another name. */
    public static StagedFile write(Path target, byte[] content) {
        StagedFile staged = new StagedFile(target, target.resolveSibling("." + target.getFileName() + ".part"));
        try {
            staged.write(content);
            return staged;
        } catch (IOException e) {
            staged.close();
            throw new UncheckedIOException("Cannot write '" + target + "': " + FileTrouble.of(e), e);
        }
    }

    private void write(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Takes the final name, in the place of a file that has it. */
    public void commit() {
        try {
            move();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + target + "': " + FileTrouble.of(e), e);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove '" + beside + "': " + FileTrouble.of(e), e);
        }
    }
}
