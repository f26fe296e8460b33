package dev.coppice.export.form;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.operator.SinceVersions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form of a written ONNX file.
 *
 * @param opset its opset; empty for 18, that of the operators that the network carries as they are, or the first that its
 *     types need
 * @param halves whether weights are stored in half precision, with a Cast behind each. The network computes in single
 *     precision as before
 */
public record OnnxForm(Optional<Integer> opset, boolean halves) {
    /** Opset 18 and full precision. */
    public static final OnnxForm USUAL = new OnnxForm(Optional.empty(), false);

    /** The first opset whose convolutions and pools take bfloat16. */
    private static final int BRAINS = 22;

    /** The first opset with numbers of four bits, quantised ones of 16, and scales of blocks. */
    private static final int BLOCKS = 21;

    /** The first opset whose quantisation has scales in half precision. */
    private static final int HALF_SCALES = 19;

    public OnnxForm {
        opset.filter(version -> version < OpsetForm.OLDEST || version > OpsetForm.NEWEST)
                .ifPresent(version -> {
                    throw new InvalidInputException(names -> names.of(Setting.OPSET) + " is " + version
                            + ", expected " + OpsetForm.OLDEST + " to " + OpsetForm.NEWEST
                            + ", the newest that ONNX Runtime takes.");
                });
    }

    /** The same at another opset. */
    public OnnxForm at(int version) {
        return new OnnxForm(Optional.of(version), halves);
    }

    /** The same with weights in half precision. */
    public OnnxForm halved() {
        return new OnnxForm(opset, true);
    }

    /** The same with weights in full precision. */
    public OnnxForm whole() {
        return new OnnxForm(opset, false);
    }

    /** What a run with this form is known by. */
    public Fingerprint fingerprint() {
        return Fingerprint.of("OnnxForm")
                .with("opset", opset.map(String::valueOf).orElse(""))
                .with("halves", halves);
    }

    /**
     * The opset that a graph is written at.
     *
     * @throws InvalidInputException if it is asked for and has no operators on the graph's types
     */
    public int opset(Graph graph) {
        int least = least(graph);
        opset.filter(version -> version < least).ifPresent(version -> {
            throw new InvalidInputException(names -> "Network '" + graph.name()
                    + "' has numbers or scales that operators take since opset " + least + " ("
                    + newerNumbers(least) + "), and "
                    + names.of(Setting.OPSET) + " is " + version + ". Give " + least + " or more.");
        });
        return opset.orElseGet(
                () -> Math.max(least, graph.carried().imports().getOrDefault("", SinceVersions.CANONICAL)));
    }

    private static String newerNumbers(int least) {
        return switch (least) {
            case BRAINS -> "bfloat16";
            case HALF_SCALES -> "quantisation with scales in half precision";
            default -> "four bits, quantised ones of 16 bits, or scales of blocks";
        };
    }

    /** The oldest opset whose operators take a graph's types and scales. */
    private static int least(Graph graph) {
        if (!SinglePrecision.runs(graph)) {
            return BRAINS;
        }
        List<Node> quantising = graph.nodes().stream()
                .filter(node -> node.is(QuantizedConstant.OP, "QuantizeLinear"))
                .toList();
        boolean blocks = graph.constants().values().stream()
                        .anyMatch(tensor -> tensor.type().isPacked())
                || quantising.stream().anyMatch(node -> isNewer(graph, node));
        if (blocks) {
            return BLOCKS;
        }
        boolean halves =
                quantising.stream().anyMatch(node -> NodeTypes.at(graph, node.input(1)) == ElementType.FLOAT16);
        return halves ? HALF_SCALES : OpsetForm.OLDEST;
    }

    /** Whether a node quantises or dequantises numbers of 16 bits, or has scales of blocks. */
    private static boolean isNewer(Graph graph, Node node) {
        return node.attributes().integer(QuantizedConstant.BLOCK, 0) > 0
                || Stream.of(0, 2)
                        .filter(node::hasInput)
                        .map(position -> NodeTypes.at(graph, node.input(position)))
                        .anyMatch(type -> type == ElementType.INT16 || type == ElementType.UINT16);
    }

    /** The oldest version of the file format that has an opset; runtimes of that time refuse newer ones. */
    public static int irVersion(int opset) {
        if (opset < 15) {
            return 7;
        }
        if (opset < 19) {
            return 8;
        }
        return switch (opset) {
            case 19, 20 -> 9;
            case 21, 22 -> 10;
            case 23 -> 11;
            case 24 -> 12;
            default -> 13;
        };
    }
}
