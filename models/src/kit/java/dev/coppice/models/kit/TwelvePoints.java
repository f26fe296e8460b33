package dev.coppice.models.kit;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep of twelve points: six cuts, each trained by two recipes, for two steps and for three.
 *
 * @param folder folder of the results
 * @param model a network with its card
 * @param data its data
 * @param training further options of training
 */
public record TwelvePoints(Path folder, Path model, Path data, List<String> training) {
    public static final int POINTS = 12;

    /** Columns of what does not depend on the clock: all up to the bytes, and the accuracies. */
    private static final String LATENCY = "latencyOneThreadMs";

    private static final String ACCURACY = "mIoU";

    /** The sweep of a tiny network. */
    public TwelvePoints(Path folder, Path model, Path data) {
        this(folder, model, data, List.of());
    }

    /** The sweep of the bundled network, with six of its pictures, on small crops. */
    public static TwelvePoints bundled(Path folder) throws IOException {
        Dataset scenes = new SyntheticScenes(Zoo.STREET_SEED, 4, 2);
        DataFiles files = new DataFiles(folder.resolve("scenes"));
        files.text(
                "dataset.json",
                "{\"name\": \"scenes\", \"classes\": [\"" + String.join("\", \"", scenes.classes()) + "\"]}");
        for (String split : scenes.splits()) {
            for (String name : scenes.names(split)) {
                Sample sample = scenes.sample(split, name);
                files.picture("images/" + split + "/" + name + ".png", sample.image());
                files.labels("labels/" + split + "/" + name + ".png", sample.labels(), v -> v);
            }
        }
        return new TwelvePoints(folder, Path.of("street-unet"), files.folder(), List.of("--crop", "48x64"));
    }

    /** The command line with results in a folder of this name. */
    public List<String> command(String out, String... more) throws IOException {
        Path longer = folder.resolve("longer.yaml");
        if (!Files.exists(longer)) {
            Files.writeString(longer, "training:\n  steps: 3\n");
        }
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
                "--recipes",
                "none," + longer,
                "--steps",
                "2",
                "--batch",
                "2"));
        command.addAll(training);
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
