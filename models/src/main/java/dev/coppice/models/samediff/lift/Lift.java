package dev.coppice.models.samediff.lift;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.samediff.ImageLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** SameDiff graphs as Coppice's graph. */
public final class Lift {
    private static final Set<String> CONVOLUTIONS = Set.of("conv2d", "depthwise_conv2d", "deconv2d");

    private final SameDiff sd;
    private final Dependence dependence;
    private final List<String> outputs;
    private final LiftedTensors tensors;

    private Lift(SameDiff sd, String input, List<String> wanted) {
        this.sd = sd;
        SDVariable placeholder = sd.getVariable(input);
        if (placeholder == null || !placeholder.isPlaceHolder()) {
            throw new InvalidInputException(
                    "The SameDiff graph has no placeholder '" + input + "'; its placeholders are " + sd.inputs() + ".");
        }
        dependence = new Dependence(sd);
        outputs = wanted.isEmpty() ? dependence.outputs(input) : wanted;
        check(input);
        tensors = new LiftedTensors(sd, dependence.computed());
    }

    /**
     * Lifts what computes the outputs from one input.
     *
     * @param input the image placeholder, N×C×H×W or N×H×W×C, which the convolutions tell
     * @param outputs to keep; if none are given, what feeds a loss without depending on a label placeholder
     * @throws InvalidInputException naming every operator that cannot be lifted, or names that are not there
     */
    public static Lifted lift(SameDiff sd, String input, String... outputs) {
        return new Lift(sd, input, List.of(outputs)).run(input);
    }

    private void check(String input) {
        if (outputs.isEmpty()) {
            throw new InvalidInputException(
                    "Nothing in the SameDiff graph depends on '" + input + "' alone; name outputs.");
        }
        List<String> problems = new ArrayList<>();
        for (String output : outputs) {
            if (!sd.hasVariable(output)) {
                problems.add("output '" + output + "' does not exist");
            } else if (!dependence.of(output).equals(Set.of(input))) {
                problems.add(
                        "output '" + output + "' depends on " + dependence.of(output) + ", expected '" + input + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("The SameDiff graph cannot be lifted:", problems);
        }
    }

    private Lifted run(String input) {
        List<SameDiffOp> ops = dependence.needed(outputs);
        ImageLayout layout = layout(ops);
        boolean nhwc = layout == ImageLayout.NHWC;
        tensors.input(input, nhwc);
        List<String> unsupported = new ArrayList<>();
        for (SameDiffOp op : ops) {
            lift(op, unsupported);
        }
        if (!unsupported.isEmpty()) {
            throw new InvalidInputException("Unsupported SameDiff operators: " + String.join(", ", unsupported)
                    + ". See docs/operators.md for those that Coppice knows.");
        }
        List<TensorInfo> infos = outputs.stream()
                .map(o -> new TensorInfo(nhwc ? image(o) : tensors.plain(o), ElementType.FLOAT, List.of()))
                .toList();
        TensorInfo image = new TensorInfo(input, ElementType.FLOAT, dimensions(input, nhwc));
        Graph graph = new Graph("samediff", List.of(image), infos, tensors.nodes(), used());
        return new Lifted(graph, layout, dropped(ops, input));
    }

    /** An output of an N×H×W×C graph: a map turned, anything else as it is. */
    private String image(String output) {
        return tensors.isTurned(output) ? tensors.turned(output) : tensors.plain(output);
    }

    private void lift(SameDiffOp op, List<String> unsupported) {
        String name = op.getOp().opName();
        String where = " (" + op.getOutputsOfOp().get(0) + ")";
        try {
            OpLifts.of(name).orElseThrow(() -> new UnliftableException("")).lift(new LiftedOp(op, tensors));
        } catch (UnliftableException e) {
            unsupported.add("'" + name + "'" + (e.reason().isEmpty() ? "" : " " + e.reason()) + where);
            op.getOutputsOfOp().forEach(o -> tensors.define(o, false, o));
        }
    }

    /** The order of the first convolution. */
    private static ImageLayout layout(List<SameDiffOp> ops) {
        return ops.stream()
                        .filter(op -> CONVOLUTIONS.contains(op.getOp().opName()))
                        .findFirst()
                        .filter(op -> ((DynamicCustomOp) op.getOp()).getIArgument(9) == 1)
                        .isPresent()
                ? ImageLayout.NHWC
                : ImageLayout.NCHW;
    }

    private List<Dimension> dimensions(String input, boolean nhwc) {
        long[] own = sd.getVariable(input).placeholderShape();
        if (own == null) {
            return List.of(Dimension.open("N"), Dimension.open("C"), Dimension.open("H"), Dimension.open("W"));
        }
        long[] sizes = nhwc && own.length == 4 ? new long[] {own[0], own[3], own[1], own[2]} : own;
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            String symbol = i < 4 ? "NCHW".substring(i, i + 1) : "D" + i;
            boolean batch = i == 0;
            dimensions.add(sizes[i] < 0 || batch ? Dimension.open(symbol) : Dimension.of(Math.toIntExact(sizes[i])));
        }
        return dimensions;
    }

    private Map<String, Tensor> used() {
        Set<String> read = new HashSet<>();
        tensors.nodes().forEach(n -> read.addAll(n.inputs()));
        Map<String, Tensor> used = new LinkedHashMap<>(tensors.constants());
        used.keySet().retainAll(read);
        return used;
    }

    /** Computed variables and placeholders that no output needs. */
    private List<String> dropped(List<SameDiffOp> ops, String input) {
        Set<String> kept = new HashSet<>(Set.of(input));
        ops.forEach(op -> kept.addAll(op.getOutputsOfOp()));
        return sd.variables().stream()
                .map(SDVariable::name)
                .filter(v -> !kept.contains(v) && !dependence.of(v).isEmpty())
                .sorted()
                .toList();
    }
}
