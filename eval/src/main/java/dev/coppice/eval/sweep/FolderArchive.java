package dev.coppice.eval.sweep;

import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Folders as zip archives, for the way between the machines of a cluster. */
public final class FolderArchive {
    private FolderArchive() {}

    /** The regular files below a folder, by their paths within it with slashes. Links are followed. */
    public static Map<String, Path> files(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        } catch (UncheckedIOException e) {
            throw unlisted(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unlisted(folder, e);
        }
        return files;
    }

    private static UncheckedIOException unlisted(Path folder, IOException problem) {
        return new UncheckedIOException("Cannot list '" + folder + "': " + FileTrouble.of(problem), problem);
    }

    /** Writes files under these names. */
    public static void write(Map<String, Path> files, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            zip.putNextEntry(new ZipEntry(file.getKey()));
            Files.copy(file.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /** Files under these names, as bytes. */
    public static byte[] packed(Map<String, Path> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(files, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the files of a point: " + FileTrouble.of(e), e);
        }
        return bytes.toByteArray();
    }

    /** Writes the files of an archive into a folder, each whole or not at all. */
    public static void unpack(byte[] archive, Path folder) {
        unpack(archive, folder, name -> true);
    }

    /**
     * Writes the files of an archive into a folder, each whole or not at all.
     *
     * @param last name of the file that is written when all others are there
     */
    static void unpack(ByteBuffer archive, Path folder, String last) {
        byte[] bytes = new byte[archive.remaining()];
        archive.duplicate().get(bytes);
        unpack(bytes, folder, name -> !name.equals(last));
        unpack(bytes, folder, name -> name.equals(last));
    }

    private static void unpack(byte[] bytes, Path folder, Predicate<String> wanted) {
        try (InputStream in = new ByteArrayInputStream(bytes);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    Path file = within(folder, entry.getName());
                    Files.createDirectories(file.resolve("..").normalize());
                    WholeFile.write(file, zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + folder + "': " + FileTrouble.of(e), e);
        }
    }

    private static Path within(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new InvalidInputException(
                    "An archive of a point holds '" + name + "', which is outside of its folder.");
        }
        return file;
    }
}
