package dev.coppice.models.dl4j;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An archive as {@code ModelSerializer} writes it. Only its configuration and its coefficients are ever opened: the entries
 * beside them hold serialised Java objects.
 */
final class Archive implements AutoCloseable {
    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";

    /** The largest configuration read; those of the largest networks take a few MB. */
    private static final int CONFIGURATION_BYTES = 32 << 20;

    /** Trained weights hardly compress: an entry that grows more than this is made to fill memory. */
    private static final int INFLATION = 100;

    /** Below this size an entry may grow as it likes. */
    private static final long HARMLESS = 64L << 20;

    private final Path file;
    private final ZipFile zip;

    private Archive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Opens an archive.
     *
     * @throws InvalidInputException if the file is missing, is no archive of a network, or has hostile entries
     */
    static Archive open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    "Model file '" + file + "' is missing or no file. Give the path of a Deeplearning4j archive.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new InvalidInputException(
                    where(file) + " cannot be read: " + FileTrouble.of(e) + ". Save the network again with"
                            + " ModelSerializer.writeModel.",
                    e);
        }
        return new Archive(file, zip).checked();
    }

    /** The archive in messages. */
    String where() {
        return where(file);
    }

    private static String where(Path file) {
        return "Deeplearning4j archive '" + file + "'";
    }

    private Archive checked() {
        try {
            escapes();
            entry(CONFIGURATION);
            entry(COEFFICIENTS);
            return this;
        } catch (InvalidInputException e) {
            close();
            throw e;
        }
    }

    private void escapes() {
        List<String> outside = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith("/")
                        || name.contains("\\")
                        || name.contains(":")
                        || List.of(name.split("/")).contains(".."))
                .map(name -> "'" + name + "'")
                .toList();
        if (!outside.isEmpty()) {
            throw new InvalidInputException(
                    where() + " has entries that lie outside of it; Deeplearning4j writes none. Do not use it:",
                    outside);
        }
    }

    /** The text of the configuration. */
    String configuration() {
        ZipEntry entry = entry(CONFIGURATION);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(CONFIGURATION_BYTES + 1);
            if (bytes.length > CONFIGURATION_BYTES) {
                throw new InvalidInputException(where() + " has a " + CONFIGURATION + " of more than "
                        + (CONFIGURATION_BYTES >> 20) + " MB; no network needs as much. Do not use it.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw torn(CONFIGURATION, e);
        }
    }

    /** The number of bytes that the coefficients have when they are unpacked, as the archive says. */
    long coefficientBytes() {
        return entry(COEFFICIENTS).getSize();
    }

    /** The bytes of the coefficients; the caller closes them. */
    InputStream coefficients() {
        ZipEntry entry = entry(COEFFICIENTS);
        long packed =
                Math.max(1, Math.min(entry.getCompressedSize(), file.toFile().length()));
        if (entry.getSize() > HARMLESS && entry.getSize() / packed > INFLATION) {
            throw new InvalidInputException(where() + " has coefficients of " + entry.getSize() + " bytes packed into "
                    + packed + ": they hold next to nothing. Save the trained network.");
        }
        try {
            return new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
        } catch (IOException e) {
            throw torn(COEFFICIENTS, e);
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new InvalidInputException(where() + " holds no " + name
                    + ". Save the network with ModelSerializer.writeModel, which writes both " + CONFIGURATION + " and "
                    + COEFFICIENTS + ".");
        }
        return entry;
    }

    /** The refusal of an archive that is damaged at this entry. */
    InvalidInputException torn(String entry, IOException e) {
        return new InvalidInputException(
                where() + " is damaged in " + entry + ": " + FileTrouble.of(e) + ". Copy or save it again.", e);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw torn("its end", e);
        }
    }
}
