package dev.coppice.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.DeferredProgram;
import dev.coppice.samediff.program.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Session that computes chosen tensors of a network, forward only, at one image size. Not thread-safe. */
public final class InferenceSession implements AutoCloseable {
    private final Network network;
    private final Shape imageShape;
    private final GraphValues values;
    private final List<String> tensors;
    private final INDArray images;
    private final DeferredProgram program;

    private InferenceSession(Network network, Shape imageShape, GraphValues values, List<String> tensors) {
        this.network = network;
        this.imageShape = imageShape;
        this.values = values;
        this.tensors = List.copyOf(tensors);
        List<String> wanted = tensors.stream()
                .filter(t -> !isInput(t))
                .map(this::variable)
                .distinct()
                .toList();
        images = Nd4j.create(DataType.FLOAT, WeightLayout.longs(imageShape));
        Map<String, INDArray> given = Map.of(variable(network.card().input().name()), images);
        program = new DeferredProgram(Program.plan(values.sameDiff(), new Program.Task(given, wanted, Map.of())));
    }

    /**
     * A session for the logits. The logits and everything that they need must be lowerable.
     *
     * @param imageShape input shape N×C×H×W; the size may differ from the card's
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static InferenceSession of(Network network, Shape imageShape) {
        return of(network, imageShape, List.of(network.tail().logits()));
    }

    /**
     * A session for the given computed or constant tensors.
     *
     * @throws InvalidInputException naming every operator that cannot be lowered, or a tensor beside or behind the logits
     *     that needs one
     */
    public static InferenceSession of(Network network, Shape imageShape, List<String> tensors) {
        return of(network, imageShape, computable -> tensors);
    }

    /** A session for tensors that a function chooses among the computable ones. */
    public static InferenceSession of(Network network, Shape imageShape, Function<Set<String>, List<String>> tensors) {
        Natives.require();
        GraphValues values = GraphLowering.lower(GraphLowering.lowerable(network, imageShape), imageShape, Set.of());
        boolean made = false;
        try {
            List<String> chosen = tensors.apply(values.names().keySet());
            InferenceSession session = new InferenceSession(network, imageShape, values, chosen);
            made = true;
            return session;
        } finally {
            if (!made) {
                values.release();
            }
        }
    }

    /** Every computable tensor. */
    public Set<String> computable() {
        return values.names().keySet();
    }

    /**
     * Computes all tensors in one pass.
     *
     * @param pixels input values N×C×H×W of the session's image shape, in C order
     * @return the tensors by name in the chosen order, each in its own layout (N×C×H×W for maps) and C order
     */
    public Map<String, float[]> run(float[] pixels) {
        if (pixels.length != imageShape.elements()) {
            throw new InvalidInputException("This network is lowered for images " + imageShape + " with "
                    + imageShape.elements() + " values; it was given " + pixels.length + ".");
        }
        WeightLayout.fill(images, pixels);
        Program ready = program.get();
        ready.run();
        Map<String, float[]> results = new LinkedHashMap<>();
        tensors.forEach(t -> results.put(
                t,
                isInput(t)
                        ? pixels.clone()
                        : ready.array(variable(t)).dup('c').data().asFloat()));
        return results;
    }

    /**
     * Computes the logits, which must be among the tensors.
     *
     * @param pixels input values N×C×H×W of the session's image shape, in C order
     * @return N×channels×h×w in C order
     */
    public float[] logits(float[] pixels) {
        return Objects.requireNonNull(run(pixels).get(network.tail().logits()));
    }

    /** The bytes that {@link #run} needs for maps, computed without allocating them. */
    public long bytes() {
        return program.bytes();
    }

    private boolean isInput(String tensor) {
        return tensor.equals(network.card().input().name());
    }

    private String variable(String tensor) {
        String name = values.names().get(tensor);
        if (name == null && !network.graph().hasTensor(tensor)) {
            throw new IllegalArgumentException(
                    "network '" + network.card().name() + "' has no tensor '" + tensor + "' that is computed");
        }
        if (name == null) {
            throw new InvalidInputException(
                    "Tensor '" + tensor + "' of network '" + network.card().name()
                            + "' cannot be computed where networks are trained: it needs an operator that is not lowered."
                            + " See docs/operators.md; take a criterion on weights, or a tensor in front of it.");
        }
        return name;
    }

    /** Frees native memory; no other method may be called afterwards. */
    @Override
    public void close() {
        program.close();
        images.close();
        values.release();
    }
}
