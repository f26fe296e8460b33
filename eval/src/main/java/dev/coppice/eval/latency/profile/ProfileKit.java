package dev.coppice.eval.latency.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.eval.csv.Csv;
import dev.coppice.eval.report.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
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
 * A profile for machines without Java: a folder with micro-networks as ONNX files and a table with an empty column, which any ONNX
 * Runtime there can fill.
 */
public final class ProfileKit {
    /** The table: a line a micro-network. */
    public static final String TABLE = "table.csv";

    /** What the table is filled on. */
    public static final String MACHINE = "machine.json";

    /** How it is filled. */
    public static final String README = "README.txt";

    private static final String NETWORKS = "networks";
    private static final List<String> COLUMNS = List.of("key", "file", "what", "milliseconds");
    private static final String REFUSED = "refused";
    private static final JsonMapper JSON = new JsonMapper();

    private ProfileKit() {}

    /**
     * Writes a kit; the table last, so that a folder that has one is whole.
     *
     * @param threads that the sessions there are to have
     */
    public static void write(Path folder, List<MicroNetwork> networks, int threads, Progress progress) {
        try {
            Files.createDirectories(folder.resolve(NETWORKS));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make '" + folder + "': " + FileTrouble.of(e), e);
        }
        StringBuilder table = new StringBuilder(Csv.format(COLUMNS)).append('\n');
        for (int i = 0; i < networks.size(); i++) {
            MicroNetwork network = networks.get(i);
            String name = NETWORKS + "/" + network.key() + ".onnx";
            WholeFile.write(folder.resolve(name), network.onnx());
            table.append(Csv.format(List.of(network.key(), name, network.what(), "")))
                    .append('\n');
            progress.update("Writing micro-networks", i + 1L, networks.size(), "");
        }
        WholeFile.write(
                folder.resolve(MACHINE),
                JSON.createObjectNode()
                                .put("processor", "")
                                .put("runtime", "")
                                .put("threads", threads)
                                .toPrettyString()
                        + "\n");
        WholeFile.write(folder.resolve(README), readme(threads));
        WholeFile.write(folder.resolve(TABLE), table.toString());
    }

    private static String readme(int threads) {
        return """
                Fill the last column of table.csv with the median milliseconds of one run of each file, with %d intra-op
                thread(s), nothing else running on the machine. For one that the runtime refuses write 'refused'. Then name
                processor and runtime in machine.json, bring the folder back, and give it to --profile.

                With ONNX Runtime's own tool, for each file (its "P50 Latency" is in seconds):

                onnxruntime_perf_test -I -m times -r 30 -x %d -y 1 -e cpu networks/KEY.onnx
                """.formatted(threads, threads);
    }

    /** Whether a folder is a kit. */
    public static boolean isKit(Path folder) {
        return Files.isRegularFile(folder.resolve(TABLE));
    }

    /**
     * Reads a kit that was filled.
     *
     * @throws InvalidInputException naming all rows that are empty or no times
     */
    public static LatencyProfile read(Path folder) {
        try {
            JsonNode machine = JSON.readTree(Files.readString(folder.resolve(MACHINE)));
            List<String> lines = Files.readAllLines(folder.resolve(TABLE));
            return new LatencyProfile(machine(machine, folder), rows(lines, folder));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "Kit '" + folder + "' cannot be read: " + FileTrouble.of(e) + ". Take the whole folder back.", e);
        }
    }

    private static ProfiledMachine machine(JsonNode machine, Path folder) {
        String processor = machine.path("processor").asText("");
        String runtime = machine.path("runtime").asText("");
        return new ProfiledMachine(
                processor.isBlank() ? "the machine of kit '" + folder.getFileName() + "'" : processor,
                runtime.isBlank() ? "its ONNX Runtime" : runtime,
                machine.path("threads").asInt(0));
    }

    private static Map<String, LatencyProfile.Row> rows(List<String> lines, Path folder) {
        List<String> problems = new ArrayList<>();
        Map<String, LatencyProfile.Row> rows = new TreeMap<>();
        if (lines.isEmpty() || !Csv.parse(lines.get(0)).equals(COLUMNS)) {
            problems.add("its first line is not " + Csv.format(COLUMNS) + ".");
        }
        for (int i = 1; i < lines.size(); i++) {
            List<String> fields = Csv.parse(lines.get(i));
            if (fields.size() == COLUMNS.size()) {
                int line = i + 1;
                row(fields, line, problems).ifPresent(row -> rows.put(fields.get(0), row));
            } else {
                problems.add("line " + (i + 1) + " has " + fields.size() + " fields, expected " + COLUMNS.size() + ".");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("'" + folder.resolve(TABLE) + "' cannot be used:", problems);
        }
        return rows;
    }

    private static Optional<LatencyProfile.Row> row(List<String> fields, int line, List<String> problems) {
        String text = fields.get(COLUMNS.size() - 1).strip();
        if (text.equals(REFUSED)) {
            return Optional.of(new LatencyProfile.Row(fields.get(2), Optional.empty()));
        }
        double value = Double.NaN;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // stays no number
        }
        if (!(value > 0 && Double.isFinite(value))) {
            problems.add("line " + line + " (" + fields.get(2) + ") has '" + text
                    + "' milliseconds, expected a number above 0 or '" + REFUSED + "'.");
            return Optional.empty();
        }
        return Optional.of(new LatencyProfile.Row(fields.get(2), Optional.of(value)));
    }
}
