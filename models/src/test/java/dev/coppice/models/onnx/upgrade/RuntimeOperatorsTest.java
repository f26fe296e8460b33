package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeOperatorsTest {
    private static final Attributes NONE = Attributes.NONE;
    private static final Attributes STRIDES = NONE.with("strides", 2, 2);

    private static Node foreign(String op, Attributes attributes, String... inputs) {
        return new Node("y", "com.microsoft", op, List.of(inputs), List.of("y"), attributes);
    }

    private static UpgradeAssert assertThatNode(Node node) {
        return new UpgradeAssert.Dated(
                        RuntimeOperators.of(node, UpgradeAssert.file(18)).orElseThrow(), node)
                .of(18);
    }

    private static Attributes params(float... values) {
        List<Float> list = values.length == 1 ? List.of(values[0]) : List.of(values[0], values[1]);
        return NONE.with("activation_params", new AttributeValue.Reals(list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Relu", "Tanh", "Sigmoid"})
    void a_convolution_with_an_activation_is_both(String activation) {
        assertThatNode(foreign("FusedConv", STRIDES.with("activation", activation), "x", "w", "b"))
                .becomes(Node.of("Conv", "y_Conv", STRIDES, "x", "w", "b"), Node.of(activation, "y", NONE, "y_Conv"));
    }

    @Test
    void the_sum_of_a_convolution_comes_before_its_activation() {
        assertThatNode(foreign("FusedConv", NONE.with("activation", "Relu"), "x", "w", "b", "z"))
                .becomes(
                        Node.of("Conv", "y_Conv", NONE, "x", "w", "b"),
                        Node.of("Add", "y_Add", NONE, "y_Conv", "z"),
                        Node.of("Relu", "y", NONE, "y_Add"));
    }

    @Test
    void a_convolution_without_a_bias_has_two_inputs() {
        assertThatNode(foreign("FusedConv", NONE.with("activation", ""), "x", "w"))
                .becomes(Node.of("Conv", "y_Conv", NONE, "x", "w"), Node.of("Identity", "y", NONE, "y_Conv"));
    }

    @Test
    void a_convolution_lists_the_slope_of_its_activation() {
        assertThatNode(foreign("FusedConv", params(0.25f).with("activation", "LeakyRelu"), "x", "w"))
                .becomes(
                        Node.of("Conv", "y_Conv", NONE, "x", "w"),
                        Node.of("LeakyRelu", "y", NONE.with("alpha", 0.25f), "y_Conv"));
    }

    @Test
    void a_convolution_lists_both_numbers_of_a_hard_sigmoid() {
        assertThatNode(foreign("FusedConv", params(0.125f, 0.75f).with("activation", "HardSigmoid"), "x", "w"))
                .becomes(
                        Node.of("Conv", "y_Conv", NONE, "x", "w"),
                        Node.of("HardSigmoid", "y", NONE.with("alpha", 0.125f).with("beta", 0.75f), "y_Conv"));
    }

    @Test
    void a_convolution_lists_the_bounds_of_a_clip() {
        assertThatNode(foreign("FusedConv", params(-1, 6).with("activation", "Clip"), "x", "w"))
                .becomes(
                        Node.of("Conv", "y_Conv", NONE, "x", "w"),
                        Node.of("Clip", "y", NONE, "y_Conv", "y_min", "y_max"))
                .adds("y_min", Tensor.scalar(-1))
                .adds("y_max", Tensor.scalar(6));
    }

    @Test
    void an_activation_without_a_rule_is_refused_by_name() {
        Conversion conversion = new Conversion(UpgradeAssert.file(18));

        assertThat(conversion.convert(foreign("FusedConv", NONE.with("activation", "Elu"), "x", "w")))
                .isEmpty();
        assertThat(conversion.unsupported())
                .containsExactly("'FusedConv' (y) cannot be taken apart: its activation is 'Elu'");
    }

    @Test
    void a_product_names_each_number_of_its_activation() {
        Attributes fused = NONE.with("transB", 1)
                .with("activation", "LeakyRelu")
                .with("activation_alpha", 0.5f)
                .with("activation_beta", 3f)
                .with("activation_gamma", 4f);

        assertThatNode(foreign("FusedGemm", fused, "x", "w", "b"))
                .becomes(
                        Node.of("Gemm", "y_Gemm", NONE.with("transB", 1), "x", "w", "b"),
                        Node.of("LeakyRelu", "y", NONE.with("alpha", 0.5f), "y_Gemm"));
    }

    @Test
    void a_normalisation_of_a_sum_adds_the_skip_and_the_bias_first() {
        assertThatNode(foreign(
                        "SkipLayerNormalization", NONE.with("epsilon", 0.5f), "x", "skip", "gamma", "beta", "bias"))
                .becomes(
                        Node.of("Add", "y_Add", NONE, "x", "skip"),
                        Node.of("Add", "y_Add_2", NONE, "y_Add", "bias"),
                        Node.of(
                                "LayerNormalization",
                                "y",
                                NONE.with("axis", -1).with("epsilon", 0.5f),
                                "y_Add_2",
                                "gamma",
                                "beta"));
    }

    @Test
    void a_normalisation_of_a_sum_may_have_no_summand_and_a_small_epsilon() {
        assertThatNode(foreign("SkipLayerNormalization", NONE, "x", "skip", "gamma"))
                .becomes(
                        Node.of("Add", "y_Add", NONE, "x", "skip"),
                        Node.of(
                                "LayerNormalization",
                                "y",
                                NONE.with("axis", -1).with("epsilon", 1e-12f),
                                "y_Add",
                                "gamma"));
    }

    @Test
    void a_gelu_with_a_bias_is_the_formula_of_the_sum() {
        assertThatNode(foreign("BiasGelu", NONE, "x", "b"))
                .becomes(
                        Node.of("Add", "y_Add", NONE, "x", "b"),
                        Node.of("Mul", "y_Mul", NONE, "y_Add", "y_factor"),
                        Node.of("Erf", "y_Erf", NONE, "y_Mul"),
                        Node.of("Mul", "y_Mul_2", NONE, "y_Add", "y_factor_2"),
                        Node.of("Add", "y_Add_2", NONE, "y_Erf", "y_one"),
                        Node.of("Mul", "y", NONE, "y_Mul_2", "y_Add_2"))
                .adds("y_factor", Tensor.scalar((float) Math.sqrt(0.5)))
                .adds("y_factor_2", Tensor.scalar(0.5f))
                .adds("y_one", Tensor.scalar(1));
    }

    @Test
    void a_gelu_of_the_runtime_is_that_of_the_standard() {
        Node standard = Node.of("Gelu", "y", NONE, "x");

        assertThatNode(foreign("Gelu", NONE, "x"))
                .becomes(new GeluUpgrade()
                        .apply(standard, UpgradeAssert.file(20))
                        .toArray(Node[]::new));
    }

    @Test
    void a_fast_gelu_without_a_bias_is_the_approximation() {
        Node standard = Node.of("Gelu", "y", NONE.with("approximate", "tanh"), "x");

        assertThatNode(foreign("FastGelu", NONE, "x"))
                .becomes(new GeluUpgrade()
                        .apply(standard, UpgradeAssert.file(20))
                        .toArray(Node[]::new))
                .adds("y_factor", Tensor.scalar(0.044715f))
                .adds("y_factor_2", Tensor.scalar((float) Math.sqrt(2 / Math.PI)));
    }

    @Test
    void a_quick_gelu_is_a_product_with_a_gate() {
        assertThatNode(foreign("QuickGelu", NONE.with("alpha", 1.5f), "x"))
                .becomes(
                        Node.of("Mul", "y_Mul", NONE, "x", "y_factor"),
                        Node.of("Sigmoid", "y_Sigmoid", NONE, "y_Mul"),
                        Node.of("Mul", "y", NONE, "x", "y_Sigmoid"))
                .adds("y_factor", Tensor.scalar(1.5f));
    }

    @Test
    void the_gate_of_a_quick_gelu_has_a_factor_of_1_702_by_default() {
        assertThatNode(foreign("QuickGelu", NONE, "x"))
                .becomes(
                        Node.of("Mul", "y_Mul", NONE, "x", "y_factor"),
                        Node.of("Sigmoid", "y_Sigmoid", NONE, "y_Mul"),
                        Node.of("Mul", "y", NONE, "x", "y_Sigmoid"))
                .adds("y_factor", Tensor.scalar(1.702f));
    }

    @Test
    void a_normalisation_may_give_the_sum_that_it_normalises() {
        Node node = new Node(
                "y",
                "com.microsoft",
                "SkipLayerNormalization",
                List.of("x", "skip", "gamma"),
                List.of("y", "", "", "sum"),
                NONE);

        assertThatNode(node)
                .becomes(
                        Node.of("Add", "y_Add", NONE, "x", "skip"),
                        Node.of("Identity", "sum", NONE, "y_Add"),
                        Node.of(
                                "LayerNormalization",
                                "y",
                                NONE.with("axis", -1).with("epsilon", 1e-12f),
                                "y_Add",
                                "gamma"));
    }

    @Test
    void a_normalisation_by_the_root_of_squares_is_its_formula() {
        Attributes own = NONE.with("axis", -1).with("epsilon", 0.5f);
        Node[] formula = new RmsNormalizationUpgrade()
                .apply(Node.of("RMSNormalization", "y", own, "x", "gamma"), UpgradeAssert.file(23))
                .toArray(Node[]::new);

        assertThatNode(Node.of("SimplifiedLayerNormalization", "y", own, "x", "gamma"))
                .becomes(formula);
        assertThatNode(foreign("SkipSimplifiedLayerNormalization", NONE, "x", "skip", "gamma", "bias"))
                .becomes(
                        Node.of("Add", "y_Add", NONE, "x", "skip"),
                        Node.of("Add", "y_Add_2", NONE, "y_Add", "bias"),
                        Node.of("Mul", "y_Mul", NONE, "y_Add_2", "y_Add_2"),
                        Node.of("ReduceMean", "y_ReduceMean", NONE, "y_Mul", "y_axes"),
                        Node.of("Add", "y_Add_3", NONE, "y_ReduceMean", "y_epsilon"),
                        Node.of("Sqrt", "y_Sqrt", NONE, "y_Add_3"),
                        Node.of("Div", "y_Div", NONE, "y_Add_2", "y_Sqrt"),
                        Node.of("Mul", "y", NONE, "y_Div", "gamma"))
                .adds("y_epsilon", Tensor.scalar(1e-12f));
    }

    @Test
    void a_normalisation_without_a_domain_is_converted_as_the_runtimes_own() {
        Node node = Node.of("SimplifiedLayerNormalization", "y", NONE, "x", "gamma");

        assertThat(new Conversion(UpgradeAssert.file(18)).convert(node))
                .extracting(Node::op)
                .containsExactly("Mul", "ReduceMean", "Add", "Sqrt", "Div", "Mul");
    }

    @Test
    void a_product_of_transposed_factors_is_scaled_behind() {
        assertThatNode(foreign("FusedMatMul", NONE.with("transB", 1).with("alpha", 0.5f), "a", "b"))
                .becomes(
                        Node.of("Transpose", "y_Transpose", NONE.with("perm", 0, 1, 3, 2), "b"),
                        Node.of("MatMul", "y_MatMul", NONE, "a", "y_Transpose"),
                        Node.of("Mul", "y", NONE, "y_MatMul", "y_factor"))
                .adds("y_factor", Tensor.scalar(0.5f));
        assertThatNode(foreign("FusedMatMul", NONE, "a", "b")).becomes(Node.of("MatMul", "y", NONE, "a", "b"));
    }

    @Test
    void a_stack_of_factors_may_lie_behind_their_rows() {
        Attributes stacks = NONE.with("transBatchA", 1).with("transBatchB", 1).with("transB", 1);

        assertThatNode(foreign("FusedMatMul", stacks, "a", "b"))
                .becomes(
                        Node.of("Transpose", "y_Transpose", NONE.with("perm", 1, 2, 0, 3), "a"),
                        Node.of("Transpose", "y_Transpose_2", NONE.with("perm", 1, 2, 3, 0), "b"),
                        Node.of("MatMul", "y", NONE, "y_Transpose", "y_Transpose_2"));
    }

    @Test
    void a_node_whose_statistics_are_read_is_carried_as_it_is() {
        Node node = new Node(
                "y",
                "com.microsoft",
                "SkipLayerNormalization",
                List.of("x", "skip", "gamma"),
                List.of("y", "mean"),
                NONE);
        UpgradeContext unread = UpgradeAssert.file(18);
        UpgradeContext read = new UpgradeAssert.Dated(new RmsNormalizationUpgrade(), node)
                .of(18)
                .reading("mean");
        Conversion conversion = new Conversion(read);

        assertThat(RuntimeOperators.of(node, unread)).isPresent();
        assertThat(conversion.convert(node)).containsExactly(node);
        assertThat(conversion.imports()).containsEntry("com.microsoft", 1);
    }

    @Test
    void other_operators_of_the_runtime_and_of_the_standard_have_no_rule() {
        assertThat(RuntimeOperators.of(foreign("Attention", NONE, "x"), UpgradeAssert.file(18)))
                .isEmpty();
        assertThat(RuntimeOperators.of(Node.of("Gelu", "y", NONE, "x"), UpgradeAssert.file(18)))
                .isEmpty();
    }

    @Test
    void quantisation_that_the_runtime_had_before_the_standard_is_that_of_the_standard() {
        Attributes columns = NONE.with("axis", 0);

        assertThatNode(foreign("DequantizeLinear", columns, "x", "s", "z"))
                .becomes(Node.of("DequantizeLinear", "y", columns, "x", "s", "z"));
        assertThatNode(foreign("QuantizeLinear", NONE, "x", "s", "z"))
                .becomes(Node.of("QuantizeLinear", "y", NONE, "x", "s", "z"));
    }

    @Test
    void quantisation_with_scales_in_half_precision_says_that_it_came_from_the_runtime() {
        Tensor halves = Tensor.reals(ElementType.FLOAT16, Shape.of(2), 0.5f, 0.25f);

        for (String op : List.of("QuantizeLinear", "DequantizeLinear")) {
            assertThatNode(foreign(op, NONE, "x", "s", "z"))
                    .with("s", halves)
                    .becomes(Node.of(op, "y", NONE.with("of_runtime", 1), "x", "s", "z"));
        }
    }
}
