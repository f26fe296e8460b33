package dev.coppice.eval;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputSpec;
import java.util.ArrayList;
import java.util.List;

/** Nodes behind the logits of a network. */
public enum Tails {
    SIGMOID(ElementType.FLOAT) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(Node.of("Sigmoid", "tail", Attributes.NONE, logits));
        }
    },
    SOFTMAX(ElementType.FLOAT) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(Node.of("Softmax", "tail", OVER_CLASSES, logits));
        }
    },
    LOG_SOFTMAX(ElementType.FLOAT) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(Node.of("LogSoftmax", "tail", OVER_CLASSES, logits));
        }
    },
    ARG_MAX(ElementType.INT64) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(Node.of("ArgMax", "tail", OVER_CLASSES.with("keepdims", 0), logits));
        }
    },
    LAST_ARG_MAX(ElementType.INT64) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(Node.of("ArgMax", "tail", OVER_CLASSES.with("select_last_index", 1), logits));
        }
    },
    BYTES(ElementType.UINT8) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(
                    Node.of("Softmax", "tail.p", OVER_CLASSES, logits),
                    Node.of("ArgMax", "tail.c", OVER_CLASSES, "tail.p"),
                    Node.of("Cast", "tail", Attributes.NONE.with("to", ElementType.UINT8.code()), "tail.c"));
        }
    },
    CHANNELS_LAST(ElementType.FLOAT) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(
                    Node.of("Transpose", "tail.t", Attributes.NONE.with("perm", 0, 2, 3, 1), logits),
                    Node.of("Softmax", "tail", Attributes.NONE.with("axis", -1), "tail.t"));
        }
    },
    MASK(ElementType.BOOL) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(
                    Node.of("Sigmoid", "tail.p", Attributes.NONE, logits),
                    Node.of("Greater", "tail", Attributes.NONE, "tail.p", "tail.half"));
        }
    },
    RESIZE(ElementType.FLOAT) {
        @Override
        List<Node> nodes(String logits) {
            return List.of(Node.of(
                    "Resize",
                    "tail",
                    Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", "half_pixel"),
                    logits,
                    "",
                    "",
                    "tail.sizes"));
        }
    };

    private static final Attributes OVER_CLASSES = Attributes.NONE.with("axis", 1);

    private final ElementType type;

    Tails(ElementType type) {
        this.type = type;
    }

    abstract List<Node> nodes(String logits);

    /** The network with this as its output instead of its logits; a Resize goes to the card's size. */
    public Network behind(Network network) {
        return tailed(network, List.of());
    }

    /** The network with this as a second output beside its logits, which remain the prediction. */
    public Network beside(Network network) {
        return new Network(tailed(network, network.graph().outputs()).graph(), network.card());
    }

    private Network tailed(Network network, List<TensorInfo> before) {
        NetworkCard card = network.card();
        List<GraphEdit> edits = new ArrayList<>();
        List<Node> tail = nodes(card.output().name());
        tail.forEach(node -> edits.add(new GraphEdit.AddNode(node)));
        edits.add(new GraphEdit.PutConstant("tail.half", Tensor.scalar(0.5f)));
        edits.add(new GraphEdit.PutConstant(
                "tail.sizes",
                Tensor.longs(
                        Shape.of(4),
                        1,
                        card.outputChannels(),
                        card.input().height(),
                        card.input().width())));
        List<TensorInfo> outputs = new ArrayList<>(before);
        outputs.add(new TensorInfo("tail", type, List.of()));
        edits.add(new GraphEdit.DeclareOutputs(outputs));
        Graph graph = GraphRewriter.apply(network.graph(), edits);
        OutputSpec output = new OutputSpec("tail", card.output().kind());
        return new Network(graph, new NetworkCard(card.name(), card.input(), output, card.classes()));
    }
}
