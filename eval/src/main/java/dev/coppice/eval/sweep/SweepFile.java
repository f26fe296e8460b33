package dev.coppice.eval.sweep;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code sweep.csv}: a header and a line for every point, added as it comes and forced to the disk. What an interruption
 * left of a line is dropped at the next start. Of several lines with the same options the last counts.
 */
final class SweepFile {
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final int LEADING = 5;

    private final Path file;

    private SweepFile(Path file) {
        this.file = file;
    }

    /**
     * Opens the file or makes it.
     *
     * @throws InvalidInputException if it is there and is no sweep of this version
     */
    static SweepFile open(Path file) {
        SweepFile sweep = new SweepFile(file);
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                sweep.append(header());
            } else {
                sweep.dropPartialLine();
                sweep.checkHeader();
            }
        } catch (IOException e) {
            throw sweep.failure(e);
        }
        return sweep;
    }

    private static List<String> header() {
        List<String> columns = new ArrayList<>(List.of("name", "prune", "truncate", "status", "reason"));
        columns.addAll(SweepRow.FIGURES);
        columns.add("options");
        return columns;
    }

    /** Adds a line: one write to the file's end, on the disk when this returns. */
    void add(SweepRow row) {
        List<String> fields = new ArrayList<>(
                List.of(row.name(), row.prune(), row.truncate(), row.isDone() ? DONE : FAILED, row.reason()));
        row.figures().forEach(f -> fields.add(SweepRow.format(f)));
        fields.add(row.options());
        try {
            append(fields);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The lines by their options, in the order of the file. */
    Map<String, SweepRow> rows() {
        try {
            Map<String, SweepRow> rows = new LinkedHashMap<>();
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                SweepRow row = row(Csv.parse(line), line);
                rows.remove(row.options());
                rows.put(row.options(), row);
            }
            return rows;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SweepRow row(List<String> fields, String line) {
        int figures = SweepRow.FIGURES.size();
        if (fields.size() != LEADING + figures + 1) {
            throw new InvalidInputException("'" + file + "' has a line with " + fields.size() + " fields, expected "
                    + (LEADING + figures + 1) + ": " + line + ". Take the line out or sweep to another folder.");
        }
        try {
            List<Double> values = fields.subList(LEADING, LEADING + figures).stream()
                    .map(f -> f.isEmpty() ? Double.NaN : Double.parseDouble(f))
                    .toList();
            return new SweepRow(
                    fields.get(0), fields.get(1), fields.get(2), fields.get(4), values, fields.get(LEADING + figures));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("'" + file + "' has a figure that is no number in the line: " + line, e);
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
                append(header());
            }
        }
    }

    private void checkHeader() throws IOException {
        List<String> columns = Csv.parse(Files.readAllLines(file).get(0));
        if (!columns.equals(header())) {
            throw new InvalidInputException("'" + file + "' has the columns " + columns + ", expected " + header()
                    + ". Move it away or sweep to another folder.");
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException("Cannot read or write '" + file + "': " + e.getMessage(), e);
    }
}
