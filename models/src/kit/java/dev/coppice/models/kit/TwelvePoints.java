package dev.coppice.models.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep of twelve points, two steps of training each.
 *
 * @param folder folder of the results
 * @param model a tiny network with its card
 * @param data its data
 */
public record TwelvePoints(Path folder, Path model, Path data) {
    public static final int POINTS = 12;

    /** Columns of what does not depend on the clock: all up to the bytes, and the accuracies. */
    private static final String LATENCY = "latencyOneThreadMs";

    private static final String ACCURACY = "mIoU";

    /** The command line with results in a folder of this name. */
    public List<String> command(String out, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "sweep",
                model.toString(),
                "--data",
                data.toString(),
                "--out",
                folder.resolve(out).toString(),
                "--round",
                "1",
                "--prune",
                "0.25,0.5,0.75",
                "--truncate",
                "none,1/2",
                "--seeds",
                "1,2",
                "--steps",
                "2",
                "--batch",
                "2"));
        command.addAll(List.of(more));
        return command;
    }

    /** The number of points in the table so far. */
    public int done(String out) throws IOException {
        return Files.exists(table(out))
                ? Math.max(0, Files.readAllLines(table(out)).size() - 1)
                : 0;
    }

    /** The rows without their clock. A point that is in the table twice is here twice. */
    public List<String> rows(String out) throws IOException {
        List<String> lines = Files.readAllLines(table(out));
        List<String> columns = List.of(lines.get(0).split(",", -1));
        int end = columns.indexOf(LATENCY);
        int accuracy = columns.indexOf(ACCURACY);
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .map(fields -> String.join(",", List.of(fields).subList(0, end)) + "," + fields[accuracy])
                .toList();
    }

    private Path table(String out) {
        return folder.resolve(out).resolve("sweep.csv");
    }
}
