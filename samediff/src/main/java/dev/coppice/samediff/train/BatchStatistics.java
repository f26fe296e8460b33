package dev.coppice.samediff.train;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Switch of batch normalisations between stored statistics and those of the batch. */
public final class BatchStatistics {
    private static final String TRAINING = "training_mode";

    private BatchStatistics() {}

    /** The normalisations that a network's logits depend on. Others, in a separate head, are not trained. */
    public static List<Node> norms(Network network) {
        return network.body().graph().nodes().stream()
                .filter(n -> n.is("BatchNormalization"))
                .toList();
    }

    /** The network with every normalisation using the batch's statistics, as in training. */
    static Network used(Network network) {
        return used(network, norm -> true);
    }

    /** As above, with normalisations that are not wanted left as they are. */
    static Network used(Network network, Predicate<Node> wanted) {
        return changed(network, wanted, n -> new Change(n.attributes().with(TRAINING, 1), n.outputs()));
    }

    /**
     * As above, where each normalisation also outputs mean and variance of the batch, see {@link #mean}. ONNX Runtime
     * requires these outputs.
     */
    public static Network given(Network network) {
        return given(network, norm -> true);
    }

    private static Network given(Network network, Predicate<Node> wanted) {
        return changed(
                network,
                wanted,
                n -> new Change(
                        n.attributes().with(TRAINING, 1).with("momentum", 0f),
                        List.of(n.output(), mean(n), variance(n))));
    }

    /** As above, with each mean and variance as a further output of the network. */
    static Network shown(Network network, Predicate<Node> wanted) {
        Network given = given(network, wanted);
        List<TensorInfo> outputs = new ArrayList<>(given.graph().outputs());
        norms(given).stream().filter(wanted).forEach(n -> List.of(mean(n), variance(n))
                .forEach(t -> outputs.add(new TensorInfo(t, ElementType.FLOAT, List.of()))));
        return given.with(GraphRewriter.apply(given.graph(), List.of(new GraphEdit.DeclareOutputs(outputs))));
    }

    /** The network with every normalisation using its stored statistics. */
    static Network frozen(Network network) {
        return changed(network, norm -> true, n -> new Change(n.attributes().without(TRAINING), List.of(n.output())));
    }

    /** The name of the tensor with the batch's mean, one number per channel. */
    static String mean(Node norm) {
        return norm.name() + "/batch_mean";
    }

    /** The name of the tensor with the batch's variance, one number per channel (over all values, not corrected for bias). */
    static String variance(Node norm) {
        return norm.name() + "/batch_variance";
    }

    private static Network changed(Network network, Predicate<Node> wanted, NormChange change) {
        Graph graph = network.graph();
        List<GraphEdit> edits = new ArrayList<>();
        for (Node norm : norms(network).stream().filter(wanted).toList()) {
            Change to = change.of(norm);
            edits.add(new GraphEdit.ReplaceNode(
                    norm.name(), norm.withAttributes(to.attributes()).withOutputs(to.outputs())));
        }
        return edits.isEmpty() ? network : network.with(GraphRewriter.apply(graph, edits));
    }

    private interface NormChange {
        Change of(Node norm);
    }

    private record Change(Attributes attributes, List<String> outputs) {}
}
