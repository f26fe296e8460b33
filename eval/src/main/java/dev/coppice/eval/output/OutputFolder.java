package dev.coppice.eval.output;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The output folder, locked for one run while it works there. It is found to be writable before any work starts. The
 * operating system holds the lock and frees it however the process ends.
 */
public final class OutputFolder {
    /**
     * The byte that is locked. It lies behind everything written, as on some systems other processes cannot read locked
     * bytes.
     */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /** The number of lengths that a lock file may have. It takes a block or two of the disk at any length. */
    private static final long MOST_LENGTHS = 1 << 20;

    private static final long WAIT_NANOS = 200_000_000;

    private final Path lockFile;
    private final FileChannel channel;

    /** Folders that were made for the run, the deepest first. */
    private final List<Path> made;

    /** Error that another run works in the folder. */
    private static final class TakenException extends InvalidInputException {
        private static final long serialVersionUID = 1L;

        TakenException(SettingText text) {
            super(text);
        }
    }

    private OutputFolder(Path lockFile, FileChannel channel, List<Path> made) {
        this.lockFile = lockFile;
        this.channel = channel;
        this.made = made;
    }

    /**
     * Makes the folder if needed, locks it, checks what it holds, and works.
     *
     * @param replaces whether existing results may be replaced
     * @param work work that writes to the folder; the lock is freed afterwards, however the work ends, and the folder goes
     *     again if it was made for the work and is empty
     * @throws InvalidInputException if the folder cannot be made or written, another run works in it, or it holds results
     *     that may not be replaced
     */
    public static <T> T during(Outputs outputs, boolean replaces, Supplier<T> work) {
        OutputFolder claimed = locked(outputs);
        try {
            if (!replaces) {
                outputs.refusePresent();
            }
            return work.get();
        } finally {
            claimed.release();
        }
    }

    /**
     * Does the same for work that goes on from a table of an earlier run.
     *
     * @param overwrites whether results may be replaced; the table then begins anew
     * @param table table of results, which need not exist; if it is an output and exists, the work goes on from existing
     *     results
     */
    public static <T> T goingOn(Outputs outputs, boolean overwrites, Path table, Supplier<T> work) {
        boolean goesOn = outputs.files().contains(table) && Files.exists(table);
        return during(outputs, overwrites || goesOn, () -> {
            if (overwrites) {
                discard(table);
            }
            return work.get();
        });
    }

    /**
     * Waits until no other run works in the folder.
     *
     * @throws InvalidInputException if one still does after this time
     */
    public static void awaitFree(Outputs outputs, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                locked(outputs).release();
                return;
            } catch (TakenException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }

    private static OutputFolder locked(Outputs outputs) {
        Path folder = outputs.folder();
        try {
            List<Path> made = missing(folder);
            Path lockFile = folder.resolve(outputs.lock());
            Optional<OutputFolder> locked = Optional.empty();
            while (locked.isEmpty()) {
                Files.createDirectories(folder);
                locked = tried(lockFile, folder, made);
            }
            return locked.get();
        } catch (IOException | SecurityException e) {
            throw new InvalidInputException(
                    "Cannot write to the output folder '" + folder + "': " + FileTrouble.of(e)
                            + ". Name a folder that can be made and written.",
                    e);
        }
    }

    /** The folder and those above it that do not exist, the deepest first. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        Optional<Path> next = Optional.of(folder.toAbsolutePath());
        while (next.isPresent() && Files.notExists(next.get())) {
            missing.add(next.get());
            next = Optional.ofNullable(next.get().getParent());
        }
        return missing;
    }

    /** Locks a file; empty if its former owner removed it, or the folder, in between. */
    private static Optional<OutputFolder> tried(Path lockFile, Path folder, List<Path> made) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(folder)) {
                throw e;
            }
            return Optional.empty();
        }
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw taken(channel, folder);
            }
            long length = marked(channel);
            if (Files.size(lockFile) == length) {
                return Optional.of(new OutputFolder(lockFile, channel, made));
            }
        } catch (OverlappingFileLockException e) {
            throw taken(channel, folder);
        } catch (NoSuchFileException e) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Writes the owner of the lock and gives the file a unique length, which shows that the file at the path is this one.
     * Reading it there would not do: a process that closes a file loses all its locks on it.
     */
    private static long marked(FileChannel channel) throws IOException {
        String holder = ProcessHandle.current().pid() + " on " + HostName.here() + "\n";
        long length = holder.length() + 1 + ThreadLocalRandom.current().nextLong(MOST_LENGTHS);
        channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        channel.write(ByteBuffer.wrap(new byte[1]), length - 1);
        return length;
    }

    private static TakenException taken(FileChannel channel, Path folder) throws IOException {
        try (channel) {
            ByteBuffer mark = ByteBuffer.allocate(300);
            channel.read(mark, 0);
            String holder = new String(mark.array(), 0, mark.position(), StandardCharsets.UTF_8).split("\n", 2)[0];
            return new TakenException(names -> "Another run" + (holder.isEmpty() ? "" : ", process " + holder + ",")
                    + " is writing to the output folder '" + folder + "'. Wait for its end, or name another "
                    + names.of(Setting.OUTPUT) + ".");
        }
    }

    /** Removes a file of an earlier run, if it exists. */
    public static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove '" + file + "': " + FileTrouble.of(e), e);
        }
    }

    /** Removes a folder if it is empty. */
    public static void discardEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // the folder holds files of others
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove '" + folder + "': " + FileTrouble.of(e), e);
        }
    }

    private void release() {
        try (channel) {
            Files.deleteIfExists(lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove '" + lockFile + "': " + FileTrouble.of(e), e);
        }
        made.forEach(OutputFolder::discardEmpty);
    }
}
