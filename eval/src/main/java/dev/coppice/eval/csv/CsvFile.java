package dev.coppice.eval.csv;

import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of a header and lines that are added one by one and forced to the disk. A line that an interruption left incomplete
 * is dropped at the next start.
 */
public final class CsvFile {
    private final Path file;
    private final List<String> columns;

    private CsvFile(Path file, List<String> columns) {
        this.file = file;
        this.columns = List.copyOf(columns);
    }

    /**
     * Opens or creates the file.
     *
     * @throws InvalidInputException if an existing file has other columns
     */
    public static CsvFile open(Path file, List<String> columns) {
        CsvFile table = new CsvFile(file, columns);
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                table.append(columns);
            } else {
                table.dropPartialLine();
                table.checkHeader();
            }
        } catch (IOException e) {
            throw table.failure(e);
        }
        return table;
    }

    /**
     * Opens an existing file to read it. It is left as it is; a last line that is not whole is not seen.
     *
     * @throws InvalidInputException if it has other columns
     */
    public static CsvFile existing(Path file, List<String> columns) {
        CsvFile table = new CsvFile(file, columns);
        try {
            table.checkHeader();
        } catch (IOException e) {
            throw table.failure(e);
        }
        return table;
    }

    /** The columns of an existing file. */
    public static List<String> columns(Path file) {
        CsvFile table = new CsvFile(file, List.of());
        try {
            return table.header();
        } catch (IOException e) {
            throw table.failure(e);
        }
    }

    /** The file, as the beginning of a sentence. */
    public String where() {
        return "'" + file + "'";
    }

    /** Adds a line with one write to the file's end. It is on the disk when this returns. */
    public void add(List<String> fields) {
        try {
            append(fields);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes these lines in place of all others, whole or not at all. */
    public void replace(List<List<String>> lines) {
        WholeFile.write(
                file,
                Stream.concat(Stream.of(columns), lines.stream())
                        .map(fields -> Csv.format(fields) + "\n")
                        .collect(Collectors.joining()));
    }

    /**
     * The lines after the header, in the order of the file, each with one field per column.
     *
     * @throws InvalidInputException if a line has more or fewer fields
     */
    public List<List<String>> lines() {
        try {
            List<List<String>> rows = new ArrayList<>();
            String text = Files.readString(file);
            List<String> lines =
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                List<String> fields = Csv.parse(line);
                if (fields.size() != columns.size()) {
                    throw new InvalidInputException("'" + file + "' has a line with " + fields.size()
                            + " fields, expected " + columns.size() + ": " + line
                            + ". Take the line out or name another folder.");
                }
                rows.add(fields);
            }
            return rows;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * The number in a field of a line; NaN if it is empty.
     *
     * @throws InvalidInputException if it is no number
     */
    public double number(List<String> fields, String column) {
        String text = fields.get(columns.indexOf(column));
        try {
            double number = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            if (Double.isInfinite(number)) {
                throw new NumberFormatException("infinite");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "'" + file + "' has '" + text + "' in column '" + column
                            + "', expected a finite number, in the line: " + Csv.format(fields)
                            + ". Take the line out or name another folder.",
                    e);
        }
    }

    private void append(List<String> fields) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer line = ByteBuffer.wrap((Csv.format(fields) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    private void dropPartialLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
            if (end == 0) {
                append(columns);
            }
        }
    }

    private void checkHeader() throws IOException {
        List<String> found = header();
        if (!found.equals(columns)) {
            throw new InvalidInputException("'" + file + "' has the columns " + found + ", expected " + columns
                    + ": another version or another program wrote it. Move it away or name another folder.");
        }
    }

    private List<String> header() throws IOException {
        return Files.readString(file).lines().findFirst().map(Csv::parse).orElse(List.of());
    }

    private RuntimeException failure(IOException e) {
        if (e instanceof CharacterCodingException) {
            return new InvalidInputException(
                    "'" + file
                            + "' is no text in UTF-8: it is damaged, or another program wrote it. Move it away or name another"
                            + " folder.",
                    e);
        }
        return new UncheckedIOException("Cannot read or write '" + file + "': " + FileTrouble.of(e), e);
    }
}
