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
 * Staged file: written under another name beside its final one, which it takes on {@link #commit}. Closing it without a
 * commit removes it, so that no partial file stays, even on a full disk.
 *
 * @param target the final name
 * @param beside the name of the content until the commit
 */
public record StagedFile(Path target, Path beside) implements AutoCloseable {

    /** Writes the content to the disk under another name. */
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

    /** Gives the file its final name and replaces any file that has it. */
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

    /** Removes the file if it was not committed. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove '" + beside + "': " + FileTrouble.of(e), e);
        }
    }
}
