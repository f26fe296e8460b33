package dev.coppice.cli.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A folder that cases run in, one beside it that none may touch, and a record of every file that is read or written meanwhile.
 *
 * @param inside files of the cases
 * @param outside files that nothing named
 * @param before what lies outside
 */
record Sandbox(Path inside, Path outside, Map<String, Integer> before, Recording recording) implements AutoCloseable {
    private static final List<String> READS = List.of("jdk.FileRead", "jdk.FileWrite");

    /** A sandbox below a folder. */
    static Sandbox in(Path folder) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(outside.resolve("weights.bin"), new byte[1 << 16]);
        Recording recording = new Recording();
        READS.forEach(
                event -> recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace());
        return new Sandbox(inside, outside, listing(outside), recording);
    }

    /** From now on nothing but what the cases do reads or writes. */
    void watch() {
        ImageIO.setUseCache(false); // Java's own temporary files
        recording.start();
    }

    /** The files read or written that no case may touch, each with what was done. */
    List<String> touched() throws IOException {
        recording.stop();
        Path events = Files.createTempFile("fuzz", ".jfr");
        recording.dump(events);
        List<String> touched = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(events)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String path = event.getString("path");
                if (path != null && !isAllowed(Path.of(path))) {
                    touched.add(event.getEventType().getName() + " " + path);
                }
            }
        } finally {
            Files.delete(events);
        }
        if (!listing(outside).equals(before)) {
            touched.add("the files in " + outside + " changed");
        }
        return touched.stream().distinct().toList();
    }

    /** The cases' own files, and what Java and the system's libraries read of themselves, fonts too. */
    private boolean isAllowed(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        return whole.startsWith(inside)
                || whole.startsWith("/proc")
                || whole.startsWith("/sys")
                || whole.toString().matches("/dev/u?random|.*\\.(ttf|ttc|otf|pfb)")
                || whole.startsWith(Path.of(System.getProperty("java.home")))
                || isOfClasses(whole);
    }

    /** Archives that classes come from, those of whoever runs the tests too: a class of a file's word is caught by itself. */
    private boolean isOfClasses(Path whole) {
        return (whole.toString().endsWith(".jar") && !whole.startsWith(outside))
                || Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isEmpty())
                        .anyMatch(entry -> whole.startsWith(Path.of(entry).toAbsolutePath()));
    }

    private static Map<String, Integer> listing(Path folder) {
        Map<String, Integer> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Whether a class was loaded because a file named it. */
    static boolean isTrapSprung() {
        return System.getProperty("coppice.fuzz.trap") != null;
    }

    @Override
    public void close() {
        recording.close();
    }
}
