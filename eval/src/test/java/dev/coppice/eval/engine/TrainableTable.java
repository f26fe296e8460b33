package dev.coppice.eval.engine;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code target/trainable.md}: a training step of every shared graph; run when asked for, as its name is no test's. Rows that
 * the file has are kept, so that a run that was ended goes on where it was.
 */
class TrainableTable {
    private static final int LONGEST_REASON = 220;

    private static final Path TABLE = Path.of("target/trainable.md");

    @Test
    void writes_the_table() throws IOException {
        List<String> before = Files.exists(TABLE) ? Files.readAllLines(TABLE) : List.of();
        List<String> rows = new ArrayList<>(List.of(
                "| graph | weights trained | logits beside ONNX Runtime | derivative beside difference quotient | reason |",
                "|---|---:|---:|---:|---|"));
        Files.createDirectories(TABLE.getParent());
        for (String folder : List.of("zoo/small", "cases", "zoo", "corpus")) {
            for (Path file : graphs(folder)) {
                String start =
                        "| " + folder + "/" + file.getFileName().toString().replace(".onnx", "") + " | ";
                rows.add(before.stream()
                        .filter(row -> row.startsWith(start))
                        .findFirst()
                        .orElseGet(() -> start + said(file) + " |"));
                Files.write(TABLE, rows);
            }
        }
    }

    static List<Path> graphs(String folder) throws IOException {
        Path shared = Path.of(System.getProperty("coppice.shared")).resolve(folder);
        if (!Files.isDirectory(shared)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(shared)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    private static String said(Path file) {
        try {
            Network network = network(file);
            ElementType type = network.graph().outputs().get(0).type();
            if (type != ElementType.FLOAT) {
                return " | | | the output is of type " + type + ", and no card names the logits";
            }
            TrainedGraph step = TrainedGraph.of(network);
            return String.format(Locale.ROOT, "%d | %.1e | %.3f | ", step.weights(), step.forward(), step.slope());
        } catch (InvalidInputException e) {
            String reason = e.getMessage()
                    .replaceAll("\\s+", " ")
                    .replaceAll(" Compress with.*", "")
                    .replaceAll("'\\S*/shared/", "'");
            return " | | | "
                    + (reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + " …");
        }
    }

    /** The network at its own size, or at 64×96 where it leaves the size open. */
    static Network network(Path file) {
        SourceModel model = OnnxReader.readModel(file, new RandomWeights(1));
        return model.card().isPresent() ? model.network() : model.network(image(model));
    }

    private static Shape image(SourceModel model) {
        try {
            return model.image(Optional.empty());
        } catch (InvalidInputException e) {
            return model.image(Optional.of(List.of(64, 96)));
        }
    }
}
