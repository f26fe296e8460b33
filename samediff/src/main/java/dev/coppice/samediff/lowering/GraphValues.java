package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.NameScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Variables of a SameDiff graph by tensor of the lowered graph. Mutable while lowering. */
public final class GraphValues {
    /** The prefix of the names of operators and inner variables, so that no tensor has the name of an operator. */
    private static final String SCOPE = "coppice.op";

    private final SameDiff sd;
    private final Graph graph;
    private final Set<String> trained;
    private final Set<String> vectors;
    private final Map<String, SDVariable> values = new LinkedHashMap<>();
    private final Map<String, SDVariable> probed = new HashMap<>();
    private final Map<String, WeightLayout> layouts = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * Starts without variables.
     *
     * @param trained names of constants that become trainable variables
     * @param vectors names of constants whose variables have one axis, whatever shape they are read in
     */
    public GraphValues(SameDiff sd, Graph graph, Set<String> trained, Set<String> vectors) {
        this.sd = sd;
        this.graph = graph;
        this.trained = Set.copyOf(trained);
        this.vectors = Set.copyOf(vectors);
    }

    /** Whether a variable's name has the prefix of operators and inner variables. */
    public static boolean isInner(String variable) {
        return variable.startsWith(SCOPE + "/");
    }

    public SameDiff sameDiff() {
        return sd;
    }

    /** The constants that become trainable variables. */
    Set<String> trained() {
        return trained;
    }

    /** Emits operators in a scope of their own. */
    public void emit(Runnable operators) {
        NameScope scope = sd.withNameScope(SCOPE);
        operators.run();
        scope.close();
    }

    /** Makes the placeholder of a graph input, N×C×H×W. */
    public void placeholder(String tensor, long... sizes) {
        values.put(tensor, sd.placeHolder(name(tensor), DataType.FLOAT, sizes));
    }

    /** Makes the placeholder of a graph input as N×H×W×C. */
    public void channelsLast(String tensor, long... sizes) {
        SDVariable own = sd.placeHolder(name(tensor), DataType.FLOAT, sizes[0], sizes[2], sizes[3], sizes[1]);
        emit(() -> values.put(tensor, sd.permute(own, 0, 3, 1, 2)));
    }

    /** Moves the name of a rank-4 tensor's variable to its N×H×W×C form, unless it has no name or the form has it already. */
    public void channelsLast(String tensor) {
        SDVariable map = values.get(tensor);
        if (map == null) {
            throw new IllegalArgumentException("no tensor '" + tensor + "'");
        }
        String name = map.name();
        if (isInner(name)) {
            return;
        }
        sd.renameVariable(name, name(SCOPE + "/" + name));
        SDVariable[] last = new SDVariable[1];
        emit(() -> last[0] = sd.permute(map, 0, 2, 3, 1));
        sd.renameVariable(last[0].name(), name);
    }

    /** Sets the variable of a tensor and names it after the tensor, unless it already belongs to another tensor. */
    public void define(String tensor, SDVariable variable) {
        boolean alias = taken.contains(variable.name());
        SDVariable own = alias && graph.isOutput(tensor) ? sd.identity(variable) : variable;
        if (!taken.contains(own.name())) {
            sd.renameVariable(own.name(), name(tensor));
        }
        values.put(tensor, own);
    }

    /**
     * Makes all later readers of a tensor read its sum with zeros.
     *
     * @return the name of the zeros, a trainable variable; its gradient is that of the tensor over all its readers
     */
    public String probe(String tensor, Shape shape) {
        SDVariable zeros = sd.var(name(tensor + ".probe"), Nd4j.zeros(DataType.FLOAT, WeightLayout.longs(shape)));
        SDVariable own = value(tensor);
        emit(() -> probed.put(tensor, own.add(zeros)));
        return zeros.name();
    }

    /** A name for a tensor's variable: the tensor's name, made unique and without colons, which have a meaning in SameDiff. */
    public String name(String tensor) {
        String base = tensor.replace(':', '_');
        String unique = base;
        for (int i = 1; sd.hasVariable(unique) || !taken.add(unique); i++) {
            unique = base + "_" + i;
        }
        return unique;
    }

    /** The variable of a tensor; variables of constants are made at the first use, in their own layout. */
    public SDVariable value(String tensor) {
        SDVariable known = probed.getOrDefault(tensor, values.get(tensor));
        if (known != null && !layouts.containsKey(tensor)) {
            return known;
        }
        return weight(tensor, WeightLayout.plain(constant(tensor).shape()));
    }

    /** The variable of a tensor in a layout; a constant's second layout is computed from the first. */
    public SDVariable weight(String tensor, WeightLayout layout) {
        SDVariable known = probed.getOrDefault(tensor, values.computeIfAbsent(tensor, t -> made(t, layout)));
        WeightLayout stored = layouts.get(tensor);
        if (layout.equals(stored)) {
            return known;
        }
        SDVariable onnx = stored == null || stored.isPlain() ? known : sd.permute(known, stored.inverse());
        SDVariable shaped = sd.reshape(onnx, WeightLayout.longs(layout.shape()));
        return layout.isPlain() ? shaped : sd.permute(shaped, layout.axes());
    }

    private SDVariable made(String tensor, WeightLayout read) {
        Tensor value = constant(tensor);
        boolean vector = vectors.contains(tensor) && read.isPlain();
        WeightLayout layout = vector
                ? WeightLayout.plain(Shape.of(Math.toIntExact(value.shape().elements())))
                : read;
        layouts.put(tensor, layout);
        return trained.contains(tensor)
                ? sd.var(name(tensor), layout.array(value))
                : sd.constant(name(tensor), layout.array(value));
    }

    /** The name of every tensor's variable. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        values.forEach((tensor, variable) -> names.put(tensor, variable.name()));
        return Collections.unmodifiableMap(names);
    }

    /** The current values of the trained constants, in ONNX layout and their own precision. */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new HashMap<>();
        for (String tensor : trained) {
            SDVariable variable = values.get(tensor);
            if (variable != null && layouts.containsKey(tensor)) {
                float[] values = asTensor(tensor, variable.getArr()).toFloats();
                weights.put(
                        tensor,
                        Tensor.reals(constant(tensor).type(), constant(tensor).shape(), values));
            }
        }
        return weights;
    }

    /**
     * Writes values in ONNX layout into the existing arrays. If an array were replaced, SameDiff would go on training the
     * old one.
     */
    public void assign(Map<String, Tensor> weights) {
        weights.forEach((tensor, value) -> {
            SDVariable variable = values.get(tensor);
            WeightLayout layout = layouts.get(tensor);
            if (variable == null || layout == null || !trained.contains(tensor)) {
                throw new IllegalArgumentException("'" + tensor + "' is not a trained weight");
            }
            try (INDArray array = layout.array(value)) {
                variable.getArr().assign(array);
            }
        });
    }

    /** Converts an array in the layout of a constant's variable, such as its gradient, to the constant's own layout. */
    public Tensor asTensor(String constant, INDArray array) {
        WeightLayout layout = layouts.get(constant);
        if (layout == null) {
            throw new IllegalArgumentException("'" + constant + "' is not a constant with a variable");
        }
        return Tensor.floats(constant(constant).shape(), layout.values(array));
    }

    /** Appends the gradients of the loss. SameDiff prints a line per operator meanwhile. */
    public void differentiate() {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            sd.createGradFunction();
        } finally {
            System.setOut(out);
        }
    }

    /** Frees the arrays of all weights and constants; no other method may be called afterwards. */
    public void release() {
        for (SDVariable variable : sd.variables()) {
            if (variable.isConstant() || variable.getVariableType() == VariableType.VARIABLE) {
                INDArray array = variable.getArr();
                if (array != null && array.closeable() && !array.wasClosed()) {
                    array.close();
                }
            }
        }
    }

    private Tensor constant(String tensor) {
        return graph.constant(tensor)
                .orElseThrow(() -> new IllegalStateException("tensor '" + tensor + "' is not computed yet"));
    }
}
