package dev.coppice.models.onnx.dequantize;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.onnx.upgrade.UpgradeContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Rewriting of the operators that compute in integers, node by node, as a file is read. */
public final class Dequantization {
    /** The domain of ONNX Runtime's own quantised operators. */
    private static final String RUNTIME = "com.microsoft";

    /** Writes one operator with others. */
    private interface Form {
        List<Node> of(FloatingForm form);
    }

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("ConvInteger", form -> form.integer("Conv", 0)),
            Map.entry("MatMulInteger", form -> form.integer("MatMul", -1)),
            Map.entry("DynamicQuantizeLinear", FloatingForm::dynamic),
            Map.entry("QLinearConv", FloatingForm::convolution),
            Map.entry("QLinearMatMul", FloatingForm::product),
            Map.entry("QGemm", FloatingForm::gemm),
            Map.entry("QLinearAdd", form -> form.pair("Add")),
            Map.entry("QLinearMul", form -> form.pair("Mul")),
            Map.entry("QLinearConcat", FloatingForm::concat),
            Map.entry("QLinearAveragePool", form -> form.single("AveragePool")),
            Map.entry("QLinearGlobalAveragePool", form -> form.single("GlobalAveragePool")),
            Map.entry("QLinearLeakyRelu", form -> form.single("LeakyRelu")),
            Map.entry("QLinearSigmoid", form -> form.single("Sigmoid")));

    private static final Set<String> STANDARD =
            Set.of("ConvInteger", "MatMulInteger", "DynamicQuantizeLinear", "QLinearConv", "QLinearMatMul");

    private final UpgradeContext context;
    private final FloatingTensors floating = new FloatingTensors();
    private boolean changed;

    public Dequantization(UpgradeContext context) {
        this.context = context;
    }

    /** Whether a node is an operator that is written in floating point only on request. */
    public static boolean changes(Node node) {
        boolean known = STANDARD.contains(node.op())
                ? node.domain().isEmpty()
                : node.domain().equals(RUNTIME);
        return known && FORMS.containsKey(node.op());
    }

    /** Whether any node was written in floating point. */
    public boolean hasChanged() {
        return changed;
    }

    /**
     * Nodes in place of one, which is kept if it does not compute in integers. Nodes come in the order of the graph.
     *
     * @throws IllegalArgumentException if its scales are computed at run time
     */
    public List<Node> apply(Node node) {
        floating.visit(node);
        if (isBack(node)) {
            return List.of(
                    new Node(node.name(), "", "Identity", List.of(node.input(0)), node.outputs(), Attributes.NONE));
        }
        if (!changes(node)) {
            return List.of(node);
        }
        changed = true;
        return Objects.requireNonNull(FORMS.get(node.op())).of(new FloatingForm(node, context, floating));
    }

    /** Whether a node dequantises the numbers of DynamicQuantizeLinear with its scale, which is 1. */
    private boolean isBack(Node node) {
        return node.is(QuantizedConstant.OP)
                && floating.contains(node.input(0))
                && context.constant(node.input(1)).equals(Optional.of(Tensor.scalar(1)));
    }
}
