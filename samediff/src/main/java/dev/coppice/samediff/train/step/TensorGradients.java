package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NearNames;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.TrainingUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gradients of the training loss in computed tensors of a network, including input and output, with their values from the
 * same pass. Not thread-safe.
 *
 * <p>Zeros are added to each tensor before it is read, and the gradient is that of the zeros. SameDiff's own gradient of a
 * computed variable is sometimes silently wrong. For an output of Split that the loss does not depend on, it is the variable
 * itself. Tensors that share a variable (Identity) share a gradient.
 */
public final class TensorGradients implements AutoCloseable {
    private final Shapes shapes;
    private final List<String> tensors;
    private final LossGradients gradients;

    /** The loss of a batch, with values and gradient of each tensor in the requested order. */
    public record Result(double loss, Map<String, TensorGradient> tensors) {}

    private TensorGradients(Shapes shapes, List<String> tensors, LossGradients gradients) {
        this.shapes = shapes;
        this.tensors = List.copyOf(tensors);
        this.gradients = gradients;
    }

    /**
     * Differentiates the loss.
     *
     * @param images shape N×C×H×W of the batches
     * @param tensors names of tensors; the network's output must depend on at least one, and the gradient of others is 0
     * @throws InvalidInputException naming every tensor that the network does not compute, or every operator that cannot be
     *     lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static TensorGradients of(Network network, Shape images, List<String> tensors) {
        check(network.graph(), tensors);
        Shapes shapes = network.shapes(images);
        Set<String> needed = ancestors(network);
        Set<String> probes = new LinkedHashSet<>(tensors);
        probes.retainAll(needed);
        if (probes.isEmpty()) {
            throw new InvalidInputException("The output of network '"
                    + network.card().name() + "' depends on none of " + tensors
                    + ". Name at least one tensor that it depends on.");
        }
        String input = network.card().input().name();
        List<String> computed =
                tensors.stream().filter(t -> !t.equals(input)).distinct().toList();
        LossGradients.Wanted wanted = new LossGradients.Wanted(Set.of(), probes, computed);
        return new TensorGradients(shapes, tensors, LossGradients.of(network, images, wanted));
    }

    private static void check(Graph graph, List<String> tensors) {
        List<String> faults = new ArrayList<>();
        for (String tensor : tensors) {
            if (graph.constant(tensor).isPresent()) {
                faults.add("'" + tensor + "' is a constant");
            } else if (!graph.hasTensor(tensor)) {
                Stream<String> computed = graph.nodes().stream()
                        .flatMap(n -> n.outputs().stream())
                        .filter(o -> !o.isEmpty());
                faults.add("'" + tensor + "' does not exist; near it are " + NearNames.of(tensor, computed));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException("Network '" + graph.name() + "' computes no such tensors: "
                    + String.join("; ", faults) + ". Name tensors that it computes, or its input.");
        }
    }

    /** Every tensor that the logits depend on, including the logits. */
    private static Set<String> ancestors(Network network) {
        Set<String> found = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(network.tail().logits()));
        while (!open.isEmpty()) {
            String tensor = open.remove(open.size() - 1);
            if (found.add(tensor)) {
                network.graph().producer(tensor).ifPresent(node -> open.addAll(node.inputs()));
            }
        }
        return found;
    }

    /** The values and gradients for a batch, in one pass. */
    public Result at(TrainingBatch batch) {
        LossGradients.Pass pass = gradients.pass(batch);
        Map<String, TensorGradient> at = new LinkedHashMap<>();
        for (String tensor : tensors) {
            Shape shape = shapes.of(tensor);
            float[] values = pass.values().getOrDefault(tensor, batch.images());
            float[] gradient = pass.tensors().get(tensor);
            float[] own = gradient == null ? new float[values.length] : gradient;
            at.put(tensor, new TensorGradient(shape, values, own));
        }
        return new Result(pass.loss(), at);
    }

    /** Frees native memory; no other method may be called afterwards. */
    @Override
    public void close() {
        gradients.close();
    }
}
