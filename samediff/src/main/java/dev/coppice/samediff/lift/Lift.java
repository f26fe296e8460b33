package dev.coppice.samediff.lift;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lifting of SameDiff graphs to Coppice's graph. */
public final class Lift {
    private final UserGraph graph;
    private final LiftedImage image;
    private final Dependence dependence;
    private final ShownMaps shown;
    private final FoldedConstants folded;

    private Lift(UserGraph graph, LiftedImage image) {
        this.graph = graph;
        this.image = image;
        dependence = new Dependence(graph);
        shown = ShownMaps.of(graph);
        folded = new FoldedConstants(graph, dependence);
    }

    /**
     * Lifts what computes the outputs from the image: the only placeholder, or the one on which alone most operators depend.
     * Others are labels and weights of a loss.
     *
     * @throws InvalidInputException if there is none, or as {@link #lift(UserGraph, String, String...)}
     */
    public static Lifted lift(UserGraph graph) {
        Dependence dependence = new Dependence(graph);
        String image = graph.placeholders().stream()
                .max(Comparator.comparingLong(dependence::dependents))
                .orElseThrow(() -> new InvalidInputException(
                        "The SameDiff graph has no placeholder, so it reads no image. Save it with one."));
        return lift(graph, image);
    }

    /**
     * Lifts what computes the outputs from one input.
     *
     * @param input name of the image placeholder; the operators that read it decide between N×C×H×W and N×H×W×C
     * @param outputs outputs to keep; {@link Dependence#outputs} by default
     * @throws InvalidInputException naming every operator that cannot be lifted, or every unknown name
     */
    public static Lifted lift(UserGraph graph, String input, String... outputs) {
        Lift lift = new Lift(graph, LiftedImage.of(graph, input, Optional.empty()));
        List<String> wanted = outputs.length > 0 ? List.of(outputs) : lift.heads();
        if (wanted.isEmpty()) {
            throw new InvalidInputException(
                    "Nothing in the SameDiff graph depends on '" + input + "' alone; name outputs.");
        }
        return lift.run(wanted, List.of());
    }

    /**
     * Lifts the network that a card describes, with all its outputs.
     *
     * @param outputs outputs to keep beside the card's; by default all liftable ones of {@link Dependence#outputs}
     * @throws InvalidInputException as {@link #lift(UserGraph, String, String...)}
     */
    public static Lifted lift(UserGraph graph, NetworkCard card, String... outputs) {
        Lift lift = new Lift(graph, LiftedImage.of(graph, card.input().name(), Optional.of(card.input())));
        Set<String> wanted = new LinkedHashSet<>(List.of(card.output().name()));
        wanted.addAll(List.of(outputs));
        List<String> others = outputs.length > 0
                ? List.of()
                : lift.heads().stream().filter(h -> !wanted.contains(h)).toList();
        return lift.run(List.copyOf(wanted), others);
    }

    /** The names of the operators that can be lifted. */
    public static Set<String> operators() {
        return OpLifts.operators();
    }

    private List<String> heads() {
        return dependence.outputs(image.name()).stream()
                .filter(h -> !GraphValues.isInner(h) && !shown.isAside(h, dependence))
                .toList();
    }

    private void check(List<String> outputs) {
        List<String> problems = new ArrayList<>();
        for (String output : outputs) {
            if (!graph.variables().containsKey(output)) {
                problems.add("output '" + output + "' does not exist");
            } else if (!dependence.of(output).equals(Set.of(image.name()))) {
                problems.add("output '" + output + "' depends on " + dependence.of(output) + ", expected '"
                        + image.name() + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The SameDiff graph cannot be lifted:", problems);
        }
    }

    /** Other outputs are kept if they can be lifted. */
    private Lifted run(List<String> wanted, List<String> others) {
        check(wanted);
        List<String> outputs = Stream.concat(wanted.stream(), others.stream()).toList();
        List<UserOp> ops = needed(outputs);
        ImageLayout layout = image.layout(ops);
        boolean nhwc = layout == ImageLayout.NHWC;
        TensorInfo info = image.info(nhwc);
        Optional<LiftedTensors.Image> read = Optional.of(new LiftedTensors.Image(info, image.nominal(info)));
        LiftedTensors tensors = new LiftedTensors(graph, folded, read, dependence.computed(), shown.names());
        tensors.define(info.name(), nhwc, info.name());
        LiftedOps lifted = new LiftedOps(graph, tensors);
        ops.forEach(lifted::lift);
        lifted.check(dependence.needed(wanted));
        List<String> possible = others.stream().filter(lifted::has).toList();
        return possible.size() < others.size()
                ? run(wanted, possible)
                : new Lifted(
                        graph(info, outputs, tensors), layout, dropped(ops), tensors.channelsLast(), tensors.vectors());
    }

    /** The operators that outputs need, and the operators that show their results to the user. */
    private List<UserOp> needed(List<String> outputs) {
        List<UserOp> ops = new ArrayList<>(dependence.needed(outputs));
        Set<String> computed = new HashSet<>();
        ops.forEach(op -> computed.addAll(op.outputs()));
        shown.permutations().stream()
                .filter(op -> computed.contains(op.inputs().get(0)) && !ops.contains(op))
                .forEach(ops::add);
        return ops;
    }

    /** Output maps have the order of the lifted image: N×C×H×W if the graph is N×H×W×C, otherwise their own order. */
    private Graph graph(TensorInfo input, List<String> outputs, LiftedTensors tensors) {
        for (String output : outputs) {
            boolean nhwc = tensors.isTurned(input.name()) && tensors.isTurned(output);
            String tensor = nhwc ? tensors.turned(output) : tensors.plain(output);
            tensors.output(output, nhwc, tensor);
        }
        List<TensorInfo> infos = outputs.stream()
                .map(o -> new TensorInfo(
                        o, Objects.requireNonNull(graph.variables().get(o)).carried(), List.of()))
                .toList();
        return Folding.apply(new Graph("samediff", List.of(input), infos, tensors.nodes(), used(tensors)));
    }

    private static Map<String, Tensor> used(LiftedTensors tensors) {
        Set<String> read = new HashSet<>();
        tensors.nodes().forEach(n -> read.addAll(n.inputs()));
        Map<String, Tensor> used = new LinkedHashMap<>(tensors.constants());
        used.keySet().retainAll(read);
        return used;
    }

    /** The computed variables and placeholders that no output needs. */
    private List<String> dropped(List<UserOp> ops) {
        Set<String> kept = new HashSet<>(Set.of(image.name()));
        ops.forEach(op -> kept.addAll(op.outputs()));
        return graph.variables().keySet().stream()
                .filter(v -> !kept.contains(v) && !dependence.of(v).isEmpty())
                .sorted()
                .toList();
    }
}
