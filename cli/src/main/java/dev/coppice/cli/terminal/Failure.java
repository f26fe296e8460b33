package dev.coppice.cli.terminal;

import dev.coppice.export.ParityException;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NamesSettings;
import dev.coppice.models.measure.CancelledException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an exception for the person at the command line.
 *
 * @param exitCode the exit code, one of {@link ExitCode}
 * @param message the message: what failed and what to do, without a stack trace
 */
public record Failure(int exitCode, String message) {
    private static final List<String> TRAINING_LIBRARIES = List.of("org.nd4j.", "org.bytedeco.");
    private static final List<String> RUNTIME_LIBRARIES = List.of("ai.onnxruntime.");
    private static final int LONGEST_CHAIN = 20;

    /** Reads an exception: whether input or program is at fault, and a message of one line. */
    public static Failure of(Throwable problem) {
        if (problem instanceof InvalidInputException invalid) {
            return new Failure(ExitCode.WRONG_INPUT, invalid.told(OptionNames.OPTIONS));
        }
        if (problem instanceof CancelledException cancelled) {
            return new Failure(ExitCode.INTERRUPTED, cancelled.told(OptionNames.OPTIONS));
        }
        if (problem instanceof ParityException different) {
            return failed(different.told(OptionNames.OPTIONS));
        }
        Optional<OutOfMemoryError> memory = chain(problem)
                .filter(OutOfMemoryError.class::isInstance)
                .map(OutOfMemoryError.class::cast)
                .findFirst();
        if (memory.isPresent()) {
            return failed("Out of memory: " + message(memory.get()) + ". " + MemoryAdvice.of(memory.get()));
        }
        if (problem instanceof LinkageError || reportsNoBackend(problem)) {
            return failed(missingNatives(problem));
        }
        if (problem instanceof UncheckedIOException unchecked) {
            return failed(sentence(unchecked));
        }
        return failed("Internal error: " + problem + ". Run again with --debug for the stack trace, and report it.");
    }

    private static Failure failed(String message) {
        return new Failure(ExitCode.FAILED, message);
    }

    private static String missingNatives(Throwable problem) {
        List<Throwable> chain = chain(problem).toList();
        String why = " (" + message(chain.get(chain.size() - 1)) + ")";
        Optional<String> unpacking = FileTrouble.ofUnpacking(problem);
        if (unpacking.isPresent()) {
            return "A native library cannot be unpacked and loaded: " + unpacking.get()
                    + ". Name another folder in XDG_CACHE_HOME, and a temporary one with"
                    + " COPPICE_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER.";
        }
        if (chain.stream().anyMatch(link -> reportsNoBackend(link) || mentions(link, TRAINING_LIBRARIES))) {
            return "ND4J has no build for this platform, " + platform()
                    + ", or it does not load, so networks cannot be trained here. Everything else works: inspect, evaluate,"
                    + " verify, and compress with --epochs 0." + why;
        }
        if (chain.stream().anyMatch(link -> mentions(link, RUNTIME_LIBRARIES))) {
            return "ONNX Runtime does not load on this platform, " + platform()
                    + ", so networks cannot be run here; inspect works." + why;
        }
        return "A class or library does not load on this platform, " + platform()
                + ". Run again with --debug for the stack trace, and report it." + why;
    }

    private static boolean reportsNoBackend(Throwable link) {
        return link.getClass().getSimpleName().equals("NoAvailableBackendException");
    }

    /**
     * Whether it is a failure of native libraries, by its message ("Could not initialize class org.nd4j...") or by the
     * class it was thrown in.
     */
    private static boolean mentions(Throwable link, List<String> libraries) {
        String where = link.getStackTrace().length > 0 ? link.getStackTrace()[0].getClassName() : "";
        String what = message(link).replace('/', '.');
        return libraries.stream().anyMatch(library -> where.startsWith(library) || what.contains(library));
    }

    private static Stream<Throwable> chain(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
    }

    private static String sentence(UncheckedIOException problem) {
        String cause = String.valueOf(problem.getCause());
        String said = message(problem).equals(cause)
                ? "Cannot read or write" + file(problem.getCause()) + ": " + FileTrouble.of(problem)
                : problem instanceof NamesSettings named ? named.told(OptionNames.OPTIONS) : message(problem);
        return said + "."
                + (chain(problem).anyMatch(FileTrouble::isFullDisk) ? " Make room there, or name another folder." : "");
    }

    private static String file(@Nullable Throwable problem) {
        return problem instanceof FileSystemException system ? " '" + system.getFile() + "'" : "";
    }

    private static String platform() {
        return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    }

    public static String message(Throwable problem) {
        return Objects.requireNonNullElse(
                problem.getMessage(), problem.getClass().getSimpleName());
    }
}
