package dev.coppice.models;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for what is wrong with a file. Java's own messages are class names and bare paths. */
public final class FileTrouble {
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    /** How to raise a limit of the system. */
    private static final Map<String, String> LIMITS = Map.of(
            "Too many open files", " (ulimit -n raises how many a process may have)",
            "File too large", " (ulimit -f raises how large one may be)");

    /** What the linker says of a folder without programs, and what Java says of it when the class is asked for again. */
    private static final Pattern REFUSED =
            Pattern.compile("^(?:Exception java.lang.UnsatisfiedLinkError: )?(.+?): .*failed to map segment");

    private FileTrouble() {}

    /** The end of a sentence such as "Plan 'x' cannot be read: …", without a full stop. */
    public static String of(Exception problem) {
        if (problem instanceof UncheckedIOException unchecked) {
            return of(Objects.requireNonNull(unchecked.getCause()));
        }
        if (problem instanceof FileSystemException system) {
            return of(system);
        }
        if (problem instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        if (problem instanceof EOFException) {
            return "it ends too early";
        }
        String message = Objects.requireNonNullElse(problem.getMessage(), "");
        return message.isEmpty() ? "the system does not say why" : said(message);
    }

    /**
     * The end of a sentence about content whose parts contradict each other: the message of what that made code throw, unless Java
     * wrote it, which speaks of the index of an array or of a division.
     */
    public static String ofContradiction(RuntimeException problem) {
        boolean isOfJava = problem instanceof ArithmeticException
                || problem instanceof IndexOutOfBoundsException
                || problem instanceof NegativeArraySizeException
                || problem instanceof BufferUnderflowException;
        String message = isOfJava ? null : problem.getMessage();
        return Objects.requireNonNullElse(message, "its numbers do not fit together");
    }

    /** Whether a disk is full. */
    public static boolean isFullDisk(Throwable problem) {
        return FULL.stream().anyMatch(String.valueOf(problem.getMessage())::contains);
    }

    /** Whether a message with {@linkplain #of words for what is wrong} is of a full disk, such as that of another process. */
    public static boolean isFullDisk(String words) {
        return FULL.stream().map(FileTrouble::sentence).anyMatch(words::contains);
    }

    /**
     * Why native libraries could not be unpacked, or could not run from where they were unpacked. An exception about a file
     * among the causes says so, or the linker does. Empty if they fail to load for another reason.
     */
    public static Optional<String> ofUnpacking(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException trouble) {
                return Optional.of(of(trouble));
            }
            String message = String.valueOf(cause.getMessage());
            Matcher refused = REFUSED.matcher(message);
            if (cause instanceof LinkageError && refused.find()) {
                return Optional.of("the system lets no program run from '" + refused.group(1) + "'");
            }
        }
        return Optional.empty();
    }

    private static String of(FileSystemException problem) {
        String file = "'" + problem.getFile() + "'";
        if (problem instanceof NoSuchFileException) {
            return "there is no " + file;
        }
        if (problem instanceof AccessDeniedException) {
            return "no permission for " + file;
        }
        if (problem instanceof FileAlreadyExistsException) {
            return file + " is in the way";
        }
        if (problem instanceof NotDirectoryException) {
            return file + " is no folder";
        }
        if (problem instanceof DirectoryNotEmptyException) {
            return file + " is not empty";
        }
        if (problem instanceof FileSystemLoopException) {
            return "links lead in a circle at " + file;
        }
        return said(Objects.requireNonNullElse(problem.getReason(), "the system refuses " + file));
    }

    private static String said(String message) {
        return sentence(message) + LIMITS.getOrDefault(message, "");
    }

    private static String sentence(String message) {
        boolean isWord = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return (isWord ? message.substring(0, 1).toLowerCase(Locale.ROOT) : message.substring(0, 1))
                + message.substring(1);
    }
}
