package dev.coppice.eval.latency.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.eval.csv.Csv;
import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A profile kit for machines without Java: a folder of micro-networks as ONNX files with a table whose last column is empty.
 * Any ONNX Runtime on that machine can fill the table.
 */
public final class ProfileKit {
    /** The table, with one line per micro-network. */
    public static final String TABLE = "table.csv";

    /** The description of the machine that fills the table. */
    public static final String MACHINE = "machine.json";

    /** The instructions for filling the table. */
    public static final String README = "README.txt";

    private static final String NETWORKS = "networks";
    private static final List<String> COLUMNS = List.of("key", "file", "what", "milliseconds");
    private static final String REFUSED = "refused";
    private static final JsonMapper JSON = new JsonMapper();

    private ProfileKit() {}

    /**
     * The observer of a kit that is written.
     *
     * @param progress is told of every file
     * @param cancellation stops between two files
     */
    public record Watch(Progress progress, Cancellation cancellation) {}

    /**
     * Writes a kit. The table comes last, so that a folder with a table is whole.
     *
     * @param threads number of threads for the sessions on that machine
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; without a table the folder is no kit
     */
    public static void write(Path folder, List<MicroNetwork> networks, int threads, Watch watch) {
        try {
            Files.createDirectories(folder.resolve(NETWORKS));
            Files.deleteIfExists(folder.resolve(TABLE));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make kit '" + folder + "': " + FileTrouble.of(e), e);
        }
        StringBuilder table = new StringBuilder(Csv.format(COLUMNS)).append('\n');
        for (int i = 0; i < networks.size(); i++) {
            watch.cancellation().check();
            MicroNetwork network = networks.get(i);
            String file = file(network.key());
            WholeFile.write(folder.resolve(file), network.onnx());
            table.append(Csv.format(List.of(network.key(), file, network.what(), "")))
                    .append('\n');
            watch.progress().update("Writing micro-networks", i + 1L, networks.size(), "");
        }
        WholeFile.write(folder.resolve(MACHINE), machine(threads));
        WholeFile.write(folder.resolve(README), readme(threads));
        WholeFile.write(folder.resolve(TABLE), table.toString());
    }

    private static String file(String key) {
        return NETWORKS + "/" + key + ".onnx";
    }

    private static String machine(int threads) {
        return JSON.createObjectNode()
                        .put("processor", "")
                        .put("runtime", "")
                        .put("threads", threads)
                        .toPrettyString()
                + "\n";
    }

    private static String readme(int threads) {
        return """
                Fill the last column of table.csv with the median milliseconds of one run of each file, with %d intra-op
                thread(s) and nothing else running on the machine. Write 'refused' for a file that the runtime refuses. Then
                name processor and runtime (such as "ONNX Runtime 1.29.0") in machine.json, bring the folder back, and give
                it to --profile.

                With ONNX Runtime's own tool, for each file (its "P50 Latency" is in seconds):

                onnxruntime_perf_test -I -m times -r 30 -x %d -y 1 -e cpu networks/KEY.onnx
                """.formatted(threads, threads);
    }

    /**
     * Reads a filled kit.
     *
     * @throws InvalidInputException naming all rows without a valid time, and rows of another kit
     */
    public static LatencyProfile read(Path folder) {
        try {
            JsonNode machine = JSON.readTree(Files.readString(folder.resolve(MACHINE)));
            List<String> lines = Files.readAllLines(folder.resolve(TABLE));
            List<String> problems = new ArrayList<>();
            int threads = ProfileFile.threads(machine, problems);
            Map<String, LatencyProfile.Row> rows = rows(lines, folder, problems);
            if (!problems.isEmpty()) {
                throw new InvalidInputException("Kit '" + folder + "' cannot be used:", problems);
            }
            return new LatencyProfile(machine(machine, threads, folder), rows);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "Kit '" + folder + "' cannot be read: " + FileTrouble.of(e) + ". Bring the whole folder back.", e);
        }
    }

    private static ProfiledMachine machine(JsonNode machine, int threads, Path folder) {
        String processor = machine.path("processor").asText("");
        String runtime = machine.path("runtime").asText("");
        return new ProfiledMachine(
                processor.isBlank() ? "the machine of kit '" + folder.getFileName() + "'" : processor.strip(),
                runtime.isBlank() ? "its ONNX Runtime" : runtime.strip(),
                threads);
    }

    private static Map<String, LatencyProfile.Row> rows(List<String> lines, Path folder, List<String> problems) {
        Map<String, LatencyProfile.Row> rows = new TreeMap<>();
        if (lines.isEmpty() || !Csv.parse(lines.get(0)).equals(COLUMNS)) {
            problems.add(TABLE + " begins with '" + (lines.isEmpty() ? "" : lines.get(0)) + "', expected '"
                    + Csv.format(COLUMNS) + "'.");
            return rows;
        }
        if (isBlank(lines)) {
            problems.add(TABLE + " has no milliseconds yet: fill its last column as " + README + " says.");
            return rows;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                int line = i + 1;
                List<String> fields = Csv.parse(lines.get(i));
                misplaced(fields, folder, rows)
                        .or(() -> time(fields))
                        .ifPresentOrElse(
                                problem -> problems.add(TABLE + " line " + line + " " + problem),
                                () -> rows.put(fields.get(0), row(fields)));
            }
        }
        return rows;
    }

    /** Whether no line has a time, as in a kit that has just been written. */
    private static boolean isBlank(List<String> lines) {
        return lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(Csv::parse)
                .allMatch(fields -> fields.get(fields.size() - 1).isBlank());
    }

    /** The fault in the place of a line. */
    private static Optional<String> misplaced(
            List<String> fields, Path folder, Map<String, LatencyProfile.Row> before) {
        if (fields.size() != COLUMNS.size()) {
            return Optional.of("has " + fields.size() + " fields, expected " + COLUMNS.size() + ".");
        }
        String key = fields.get(0);
        if (before.containsKey(key)) {
            return Optional.of("is the second one of '" + key + "'. Remove one of them.");
        }
        if (!fields.get(1).equals(file(key)) || !Files.isRegularFile(folder.resolve(file(key)))) {
            return Optional.of("is of '" + fields.get(1) + "' (" + fields.get(2)
                    + "), which is not in this folder: the table belongs to another kit, or files were left behind.");
        }
        return Optional.empty();
    }

    /** The fault in the time of a line. */
    private static Optional<String> time(List<String> fields) {
        String text = text(fields);
        boolean fits = text.equals(REFUSED);
        try {
            double value = fits ? 1 : Double.parseDouble(text);
            fits = value > 0 && Double.isFinite(value);
        } catch (NumberFormatException e) {
            fits = false;
        }
        return fits
                ? Optional.empty()
                : Optional.of("(" + fields.get(2) + ") has '" + text + "' milliseconds, expected a number above 0 or '"
                        + REFUSED + "'.");
    }

    private static LatencyProfile.Row row(List<String> fields) {
        String text = text(fields);
        return LatencyProfile.Row.quiet(
                fields.get(2), text.equals(REFUSED) ? Optional.empty() : Optional.of(Double.valueOf(text)));
    }

    private static String text(List<String> fields) {
        return fields.get(COLUMNS.size() - 1).strip();
    }
}
