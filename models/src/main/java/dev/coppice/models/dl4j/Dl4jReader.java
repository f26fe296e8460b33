package dev.coppice.models.dl4j;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.models.shape.OutputShapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reader of archives that Deeplearning4j's {@code ModelSerializer} writes. It loads no native library and no foreign class. */
final class Dl4jReader {
    private Dl4jReader() {}

    /**
     * What an archive holds.
     *
     * @param graph the network, channels first
     * @param remarks sentences on what was read otherwise than it stands in the file
     */
    record Content(Graph graph, List<String> remarks) {
        Content {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Reads an archive.
     *
     * @throws InvalidInputException if the file is missing, damaged or hostile, or holds layers that are not supported; lists
     *     all faults of a kind
     */
    static Content read(Path file) {
        try (Archive archive = Archive.open(file)) {
            return read(archive, name(file));
        }
    }

    private static Content read(Archive archive, String name) {
        Configuration configuration =
                Configuration.of(Configuration.tree(archive.configuration(), archive.where()), archive.where());
        Translator translator = Translator.of(configuration, archive.where());
        Map<String, Tensor> constants = new LinkedHashMap<>();
        String type = Coefficients.read(archive, translator.draft().parameters(), constants);
        Content content = graph(translator, name, constants);
        if (type.equals("FLOAT")) {
            return content;
        }
        List<String> remarks = new ArrayList<>(content.remarks());
        remarks.add("Its coefficients are " + type + "; they are read as FLOAT.");
        return new Content(content.graph(), remarks);
    }

    /** The graph of a translated configuration with these values of its parameters. */
    static Content graph(Translator translator, String name, Map<String, Tensor> parameters) {
        Draft draft = translator.draft();
        Map<String, Tensor> constants = new LinkedHashMap<>(draft.constants());
        constants.putAll(parameters);
        Graph graph = new Graph(name, translator.inputs(), outputs(translator), draft.nodes(), constants);
        InputSizes.Result sized = InputSizes.of(graph, draft.sizes());
        return new Content(OutputShapes.declare(Folding.apply(sized.graph())), sized.remarks());
    }

    private static List<TensorInfo> outputs(Translator translator) {
        return translator.outputs().stream()
                .map(value -> new TensorInfo(
                        value.tensor(),
                        ElementType.FLOAT,
                        List.of(),
                        value.isLast() ? AxisOrder.channelsLast(value.rank()) : AxisOrder.SAME))
                .toList();
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
