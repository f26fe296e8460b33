package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Table of translators by operator. A new operator is one file here, one line below and one test. */
public final class OpTranslators {
    private static final OperatorRules<OpTranslator> TRANSLATORS = OperatorRules.<OpTranslator>none()
            .with(ArithmeticTranslator.ADD, "Add")
            .with(new AveragePoolTranslator(), "AveragePool")
            .with(new BatchNormTranslator(), "BatchNormalization")
            .with(new ClipTranslator(), "Clip")
            .with(new ConcatTranslator(), "Concat")
            .with(new ConvTranslator(), "Conv")
            .with(new ConvTransposeTranslator(), "ConvTranspose")
            .with(ArithmeticTranslator.DIV, "Div")
            .with(new IdentityTranslator(), "Dropout", "Identity")
            .with(ActivationTranslator.ELU, "Elu")
            .with(new ReshapeTranslator(), "Flatten", "Reshape", "Squeeze", "Unsqueeze")
            .with(new GatherTranslator(), "Gather")
            .with(new GemmTranslator(), "Gemm")
            .with(ActivationTranslator.GLOBAL_AVERAGE_POOL, "GlobalAveragePool")
            .with(ActivationTranslator.GLOBAL_MAX_POOL, "GlobalMaxPool")
            .with(ActivationTranslator.HARD_SIGMOID, "HardSigmoid")
            .with(ActivationTranslator.HARD_SWISH, "HardSwish")
            .with(ActivationTranslator.LEAKY_RELU, "LeakyRelu")
            .with(new MatMulTranslator(), "MatMul")
            .with(new MaxPoolTranslator(), "MaxPool")
            .with(ActivationTranslator.MISH, "Mish")
            .with(ArithmeticTranslator.MUL, "Mul")
            .with(new PadTranslator(), "Pad")
            .with(new PReluTranslator(), "PRelu")
            .with(ActivationTranslator.RELU, "Relu")
            .with(new ResampleTranslator(), "Resample")
            .with(new ResizeTranslator(), "Resize")
            .with(ActivationTranslator.SELU, "Selu")
            .with(ActivationTranslator.SIGMOID, "Sigmoid")
            .with(new SliceTranslator(), "Slice")
            .with(new SoftCropTranslator(), "SoftCrop")
            .with(new SoftmaxTranslator(), "Softmax")
            .with(ActivationTranslator.SOFTPLUS, "Softplus")
            .with(ActivationTranslator.SOFTSIGN, "Softsign")
            .with(new SplitTranslator(), "Split")
            .with(ActivationTranslator.SQRT, "Sqrt")
            .with(ArithmeticTranslator.SUB, "Sub")
            .with(ActivationTranslator.TANH, "Tanh")
            .with(new TransposeTranslator(), "Transpose");

    private OpTranslators() {}

    /** The translator for a node's operator. */
    public static Optional<OpTranslator> of(Node node) {
        return node.schema().flatMap(TRANSLATORS::of);
    }

    /** The lowerable ONNX operators, in alphabetical order. */
    public static Set<String> operators() {
        return Operators.all().stream()
                .filter(row -> row.domain().isEmpty() && TRANSLATORS.of(row).isPresent())
                .map(OperatorSchema::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
