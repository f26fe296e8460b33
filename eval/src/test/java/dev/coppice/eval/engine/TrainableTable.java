package dev.coppice.eval.engine;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import dev.coppice.models.operator.OperatorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
            Subject subject = subject(file);
            TrainedGraph step = TrainedGraph.of(subject.network());
            List<String> notes = new ArrayList<>(subject.notes());
            if (!step.isTold()) {
                Network body = subject.network().body();
                step = TrainedGraph.of(BoundedMaps.of(body, TrainedGraph.picture(body)));
                notes.add("maps scaled once to a root mean square of 1");
            }
            return String.format(
                    Locale.ROOT,
                    "%d | %.1e | %.3f | %s",
                    step.weights(),
                    step.forward(),
                    step.slope(),
                    String.join("; ", notes));
        } catch (InvalidInputException e) {
            String reason = e.getMessage()
                    .replaceAll("\\s+", " ")
                    .replaceAll(" Compress with.*", "")
                    .replaceAll("'\\S*/shared/", "'");
            return " | | | "
                    + (reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + " …");
        }
    }

    /**
     * A network as it can be trained.
     *
     * @param notes how a file that is not trained as it stands is read
     */
    record Subject(Network network, List<String> notes) {}

    /** The network at its own size, or at 64×96 where it leaves the size open. */
    static Subject subject(Path file) {
        List<String> notes = new ArrayList<>();
        SourceModel model = OnnxReader.readModel(file, new RandomWeights(1));
        if (model.graph().nodes().stream().anyMatch(node -> node.is(OperatorKind.QUANTISATION))) {
            model = OnnxReader.readDequantized(file, RuntimeShapes.NONE);
            notes.add("read with `--dequantize`");
        }
        Map<String, Double> beside = new TreeMap<>();
        model.graph().inputs().stream().skip(1).forEach(info -> beside.put(info.name(), 0.5));
        if (!beside.isEmpty()) {
            model = model.fixing(beside);
            notes.add("`convert --fix " + String.join(",", beside.keySet()) + "=0.5` first");
        }
        Network network = model.card().isPresent() ? model.network() : model.network(image(model));
        if (network.graph().inputs().get(0).type() == ElementType.FLOAT16) {
            notes.add("in half precision; compared in single precision, in which it is trained");
            network = network.with(single(network.graph()));
        }
        String output = network.card().output().name();
        String logits = logits(network.graph(), output);
        if (!logits.equals(output)) {
            notes.add("with `--output " + logits + "`, in front of what has no gradient");
            network = at(network, logits);
        }
        return new Subject(network, notes);
    }

    private static Shape image(SourceModel model) {
        try {
            return model.image(Optional.empty());
        } catch (InvalidInputException e) {
            return model.image(Optional.of(List.of(64, 96)));
        }
    }

    /** The tensor of the logits: the output, or what a mask or a map of classes is computed from. */
    private static String logits(Graph graph, String output) {
        boolean isReal = graph.outputs().stream()
                .anyMatch(info -> info.name().equals(output) && info.type() == ElementType.FLOAT);
        return isReal ? output : graph.producer(output).orElseThrow().input(0);
    }

    private static Network at(Network network, String logits) {
        NetworkCard card = network.card();
        return new Network(
                network.graph(),
                NetworkCard.unknown(card.name(), card.input().name(), network.inputShape(network.batch()), logits));
    }

    /** A graph of half precision in single precision. */
    private static Graph single(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        graph.constants().forEach((name, tensor) -> {
            if (tensor.type() == ElementType.FLOAT16) {
                edits.add(new GraphEdit.PutConstant(name, Tensor.floats(tensor.shape(), tensor.toFloats())));
            }
        });
        edits.add(new GraphEdit.DeclareInputs(
                graph.inputs().stream().map(TrainableTable::single).toList()));
        edits.add(new GraphEdit.DeclareOutputs(
                graph.outputs().stream().map(TrainableTable::single).toList()));
        return GraphRewriter.apply(graph, edits);
    }

    private static TensorInfo single(TensorInfo info) {
        return new TensorInfo(info.name(), ElementType.FLOAT, info.dimensions(), info.stored());
    }
}
