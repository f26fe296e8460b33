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
            .with(ActivationTranslator.ABS, "Abs")
            .with(ActivationTranslator.ACOS, "Acos")
            .with(ActivationTranslator.ACOSH, "Acosh")
            .with(ArithmeticTranslator.ADD, "Add")
            .with(TruthTranslator.AND, "And")
            .with(ActivationTranslator.ASIN, "Asin")
            .with(ActivationTranslator.ASINH, "Asinh")
            .with(ActivationTranslator.ATAN, "Atan")
            .with(ActivationTranslator.ATANH, "Atanh")
            .with(new AveragePoolTranslator(), "AveragePool")
            .with(new BatchNormTranslator(), "BatchNormalization")
            .with(new CastTranslator(), "Cast")
            .with(ActivationTranslator.CEIL, "Ceil")
            .with(ActivationTranslator.CELU, "Celu")
            .with(new ClipTranslator(), "Clip")
            .with(new Col2ImTranslator(), "Col2Im")
            .with(new ConcatTranslator(), "Concat")
            .with(new ConvTranslator(), "Conv")
            .with(new ConvTransposeTranslator(), "ConvTranspose")
            .with(ActivationTranslator.COS, "Cos")
            .with(ActivationTranslator.COSH, "Cosh")
            .with(new CumSumTranslator(), "CumSum")
            .with(new BlockTranslator(), "DepthToSpace", "SpaceToDepth")
            .with(ArithmeticTranslator.DIV, "Div")
            .with(new IdentityTranslator(), "Dropout", "Identity")
            .with(new EinsumTranslator(), "Einsum")
            .with(ActivationTranslator.ELU, "Elu")
            .with(TruthTranslator.EQUAL, "Equal")
            .with(ActivationTranslator.ERF, "Erf")
            .with(ActivationTranslator.EXP, "Exp")
            .with(new RepeatTranslator(), "Expand", "Tile")
            .with(new ReshapeTranslator(), "Flatten", "Reshape", "Squeeze", "Unsqueeze")
            .with(ActivationTranslator.FLOOR, "Floor")
            .with(new GatherTranslator(), "Gather")
            .with(IndexTranslator.GATHER_ELEMENTS, "GatherElements")
            .with(IndexTranslator.GATHER_ND, "GatherND")
            .with(ActivationTranslator.GELU, "Gelu")
            .with(new GemmTranslator(), "Gemm")
            .with(ActivationTranslator.GLOBAL_AVERAGE_POOL, "GlobalAveragePool")
            .with(LpPoolTranslator.GLOBAL, "GlobalLpPool")
            .with(ActivationTranslator.GLOBAL_MAX_POOL, "GlobalMaxPool")
            .with(TruthTranslator.GREATER, "Greater")
            .with(TruthTranslator.GREATER_OR_EQUAL, "GreaterOrEqual")
            .with(new GridSampleTranslator(), "GridSample")
            .with(RecurrentTranslator.GRU, "GRU")
            .with(NormTranslator.GROUP, "GroupNormalization")
            .with(ActivationTranslator.HARD_SIGMOID, "HardSigmoid")
            .with(ActivationTranslator.HARD_SWISH, "HardSwish")
            .with(NormTranslator.INSTANCE, "InstanceNormalization")
            .with(ActivationTranslator.NEVER, "IsInf", "IsNaN")
            .with(NormTranslator.LAYER, "LayerNormalization")
            .with(ActivationTranslator.LEAKY_RELU, "LeakyRelu")
            .with(TruthTranslator.LESS, "Less")
            .with(TruthTranslator.LESS_OR_EQUAL, "LessOrEqual")
            .with(ActivationTranslator.LOG, "Log")
            .with(new LogSoftmaxTranslator(), "LogSoftmax")
            .with(new LpNormTranslator(), "LpNormalization")
            .with(LpPoolTranslator.WINDOWS, "LpPool")
            .with(new ResponseNormTranslator(), "LRN")
            .with(RecurrentTranslator.LSTM, "LSTM")
            .with(new MatMulTranslator(), "MatMul")
            .with(VariadicTranslator.MAX, "Max")
            .with(new MaxPoolTranslator(), "MaxPool")
            .with(new MaxUnpoolTranslator(), "MaxUnpool")
            .with(VariadicTranslator.MEAN, "Mean")
            .with(new MeanVarianceTranslator(), "MeanVarianceNormalization")
            .with(VariadicTranslator.MIN, "Min")
            .with(ActivationTranslator.MISH, "Mish")
            .with(new ModTranslator(), "Mod")
            .with(ArithmeticTranslator.MUL, "Mul")
            .with(ActivationTranslator.NEG, "Neg")
            .with(ActivationTranslator.NOT, "Not")
            .with(TruthTranslator.OR, "Or")
            .with(new PadTranslator(), "Pad")
            .with(new PowTranslator(), "Pow")
            .with(new PReluTranslator(), "PRelu")
            .with(ActivationTranslator.RECIPROCAL, "Reciprocal")
            .with(ReductionTranslator.L1, "ReduceL1")
            .with(ReductionTranslator.L2, "ReduceL2")
            .with(ReductionTranslator.LOG_SUM, "ReduceLogSum")
            .with(ReductionTranslator.LOG_SUM_EXP, "ReduceLogSumExp")
            .with(ReductionTranslator.MAX, "ReduceMax")
            .with(ReductionTranslator.MEAN, "ReduceMean")
            .with(ReductionTranslator.MIN, "ReduceMin")
            .with(new ProductTranslator(), "ReduceProd")
            .with(ReductionTranslator.SUM, "ReduceSum")
            .with(ReductionTranslator.SUM_SQUARE, "ReduceSumSquare")
            .with(ActivationTranslator.RELU, "Relu")
            .with(new ResampleTranslator(), "Resample")
            .with(new ResizeTranslator(), "Resize")
            .with(RecurrentTranslator.RNN, "RNN")
            .with(IndexTranslator.SCATTER_ELEMENTS, "ScatterElements")
            .with(IndexTranslator.SCATTER_ND, "ScatterND")
            .with(ActivationTranslator.SELU, "Selu")
            .with(ActivationTranslator.SHRINK, "Shrink")
            .with(ActivationTranslator.SIGMOID, "Sigmoid")
            .with(ActivationTranslator.SIGN, "Sign")
            .with(ActivationTranslator.SIN, "Sin")
            .with(ActivationTranslator.SINH, "Sinh")
            .with(new SliceTranslator(), "Slice")
            .with(new SoftCropTranslator(), "SoftCrop")
            .with(new SoftmaxTranslator(), "Softmax")
            .with(ActivationTranslator.SOFTPLUS, "Softplus")
            .with(ActivationTranslator.SOFTSIGN, "Softsign")
            .with(new SplitTranslator(), "Split")
            .with(ActivationTranslator.SQRT, "Sqrt")
            .with(ArithmeticTranslator.SUB, "Sub")
            .with(VariadicTranslator.SUM, "Sum")
            .with(ActivationTranslator.TAN, "Tan")
            .with(ActivationTranslator.TANH, "Tanh")
            .with(ActivationTranslator.THRESHOLDED_RELU, "ThresholdedRelu")
            .with(new TopKTranslator(), "TopK")
            .with(new TransposeTranslator(), "Transpose")
            .with(new TriluTranslator(), "Trilu")
            .with(new WhereTranslator(), "Where")
            .with(TruthTranslator.XOR, "Xor");

    /** Operators without a useful gradient: they are computed where nothing in front of them is trained. */
    private static final OperatorRules<OpTranslator> WITHOUT_GRADIENT = OperatorRules.<OpTranslator>none()
            .with(SearchTranslator.ARG_MAX, "ArgMax")
            .with(SearchTranslator.ARG_MIN, "ArgMin")
            .with(SearchTranslator.HARDMAX, "Hardmax")
            .with(new OneHotTranslator(), "OneHot")
            .with(ActivationTranslator.ROUND, "Round");

    private OpTranslators() {}

    /** The translator for a node's operator, if gradients go through it. */
    public static Optional<OpTranslator> of(Node node) {
        return node.schema().flatMap(TRANSLATORS::of);
    }

    /** The translator for a node's operator, with or without a gradient. */
    static Optional<OpTranslator> computed(Node node) {
        return of(node).or(() -> node.schema().flatMap(WITHOUT_GRADIENT::of));
    }

    /** The ONNX operators that gradients go through, in alphabetical order. */
    public static Set<String> operators() {
        return Operators.all().stream()
                .filter(row -> row.domain().isEmpty() && TRANSLATORS.of(row).isPresent())
                .map(OperatorSchema::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
