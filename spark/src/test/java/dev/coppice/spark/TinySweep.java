package dev.coppice.spark;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep of twelve points that are a second of work each.
 *
 * @param folder folder of the network, the data and the results
 */
record TinySweep(Path folder) {
    static final int POINTS = 12;

    /** Columns of what does not depend on the clock: all up to the bytes, and the accuracies. */
    private static final String LATENCY = "latencyOneThreadMs";

    private static final String ACCURACY = "mIoU";

    /** Writes the network and its data. */
    TinySweep {
        try {
            Network network = TinyTask.network(5);
            Path model = folder.resolve("tiny.onnx");
            Files.write(model, OnnxWriter.bytes(network));
            Files.writeString(CardFile.beside(model), CardFile.format(network.card()));
            Path data = folder.resolve("data");
            Layouts.write("coppice", new TinyTask(4), data);
            Files.writeString(
                    data.resolve("dataset.json"),
                    "{\"name\": \"squares\", \"classes\": [\"ground\", \"square\"], \"ignore\": 255}");
        } catch (IOException e) {
            throw new AssertionError("cannot write the inputs", e);
        }
    }

    /** The command line with results in this folder. */
    List<String> command(String out, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "sweep",
                folder.resolve("tiny.onnx").toString(),
                "--data=" + folder.resolve("data"),
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

    /** The number of lines in the table. */
    int lines(String out) throws IOException {
        Path table = folder.resolve(out).resolve("sweep.csv");
        return Files.exists(table) ? Math.max(0, Files.readAllLines(table).size() - 1) : 0;
    }

    /** The rows without their clock, each point's last. */
    List<String> rows(String out) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(out).resolve("sweep.csv"));
        List<String> columns = List.of(lines.get(0).split(","));
        int end = columns.indexOf(LATENCY);
        int accuracy = columns.indexOf(ACCURACY);
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .map(fields -> String.join(",", List.of(fields).subList(0, end)) + "," + fields[accuracy])
                .distinct()
                .toList();
    }
}
