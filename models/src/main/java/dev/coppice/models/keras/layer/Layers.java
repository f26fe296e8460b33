package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.FileTrouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Table of layers and operations by the name of their class. */
public final class Layers {
    /** The only one that gives several tensors. */
    private static final String SPLIT = "Split";

    /** Layers that do something in training alone. */
    private static final Set<String> TRAINING = Set.of(
            "Dropout",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "GaussianDropout",
            "AlphaDropout",
            "GaussianNoise",
            "ActivityRegularization");

    /** Layers that change pictures in training alone. */
    private static final Set<String> AUGMENTING = Set.of(
            "AugMix",
            "CutMix",
            "MixUp",
            "RandAugment",
            "RandomBrightness",
            "RandomColorDegeneration",
            "RandomColorJitter",
            "RandomContrast",
            "RandomElasticTransform",
            "RandomErasing",
            "RandomFlip",
            "RandomGaussianBlur",
            "RandomGrayscale",
            "RandomHue",
            "RandomInvert",
            "RandomPerspective",
            "RandomPosterization",
            "RandomRotation",
            "RandomSaturation",
            "RandomSharpness",
            "RandomShear",
            "RandomTranslation",
            "RandomZoom");

    private static final Map<String, Layer> TABLE = new LinkedHashMap<>();

    static {
        TRAINING.forEach(name -> TABLE.put(name, ActivationLayers::dropped));
        AUGMENTING.forEach(name -> TABLE.put(name, ActivationLayers::dropped));
        TABLE.put("Identity", ActivationLayers::dropped);
        put(ConvolutionLayers::convolution, "Conv1D", "Conv2D", "Conv3D");
        put(ConvolutionLayers::transposed, "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose");
        put(ConvolutionLayers::depthwise, "DepthwiseConv1D", "DepthwiseConv2D");
        put(ConvolutionLayers::separable, "SeparableConv1D", "SeparableConv2D");
        put(DenseLayer::dense, "Dense");
        put(DenseLayer::einsum, "EinsumDense");
        put(
                NormalisationLayers::batch,
                "BatchNormalization",
                "BatchNormalizationV1",
                "BatchNormalizationV2",
                "SyncBatchNormalization");
        put(NormalisationLayers::layer, "LayerNormalization");
        put(NormalisationLayers::group, "GroupNormalization");
        put(NormalisationLayers::unit, "UnitNormalization");
        put(ScalingLayers::rescaling, "Rescaling");
        put(ScalingLayers::normalization, "Normalization");
        activations();
        pools();
        put(ReshapingLayers::flatten, "Flatten");
        put(ReshapingLayers::reshape, "Reshape");
        put(ReshapingLayers::permute, "Permute");
        put(ReshapingLayers::repeat, "RepeatVector");
        put(ReshapingLayers::padding, "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D");
        put(ReshapingLayers::cropping, "Cropping1D", "Cropping2D", "Cropping3D");
        put(ReshapingLayers::upsampling, "UpSampling1D", "UpSampling2D", "UpSampling3D");
        put(ReshapingLayers::resizing, "Resizing");
        put(MergingLayers::concatenate, "Concatenate");
        put(MergingLayers::average, "Average");
        put(MergingLayers::dot, "Dot");
        chain("Add", "Add");
        chain("Sub", "Subtract");
        chain("Mul", "Multiply");
        chain("Div", "Divide", "TrueDivide");
        chain("Max", "Maximum");
        chain("Min", "Minimum");
        chain("Pow", "Power");
        chain("MatMul", "Matmul");
        chain("Greater", "Greater");
        chain("GreaterOrEqual", "GreaterEqual");
        chain("Less", "Less");
        chain("LessOrEqual", "LessEqual");
        put(AttentionLayer::heads, "MultiHeadAttention");
        put(AttentionLayer::plain, "Attention");
        put(ScalingLayers::layerScale, "LayerScale");
        put(ScalingLayers::scaledSum, "CustomScaleLayer");
        operations();
    }

    private Layers() {}

    private static void activations() {
        put(ActivationLayers::activation, "Activation");
        put(ActivationLayers::relu, "ReLU", "Relu");
        put(ActivationLayers::leakyRelu, "LeakyReLU");
        put(ActivationLayers::elu, "ELU", "Elu");
        put(ActivationLayers::prelu, "PReLU");
        put(ActivationLayers::thresholdedRelu, "ThresholdedReLU");
        put(ActivationLayers::softmax, "Softmax");
        Map<String, String> operations = Map.ofEntries(
                Map.entry("Relu6", "relu6"),
                Map.entry("Sigmoid", "sigmoid"),
                Map.entry("Tanh", "tanh"),
                Map.entry("Silu", "silu"),
                Map.entry("Gelu", "gelu"),
                Map.entry("Exp", "exp"),
                Map.entry("Softplus", "softplus"),
                Map.entry("Softsign", "softsign"),
                Map.entry("Selu", "selu"),
                Map.entry("LeakyRelu", "leaky_relu"),
                Map.entry("HardSigmoid", "hard_sigmoid"),
                Map.entry("HardSilu", "hard_silu"),
                Map.entry("LogSoftmax", "log_softmax"),
                Map.entry("Celu", "celu"),
                Map.entry("HardTanh", "hard_tanh"),
                Map.entry("HardShrink", "hard_shrink"),
                Map.entry("SoftShrink", "soft_shrink"),
                Map.entry("LogSigmoid", "log_sigmoid"),
                Map.entry("TanhShrink", "tanh_shrink"),
                Map.entry("SparseSigmoid", "sparse_sigmoid"),
                Map.entry("Squareplus", "squareplus"));
        operations.forEach(
                (type, function) -> TABLE.put(type, Activations.layer(function).orElseThrow()));
    }

    /** What {@code keras.ops} has beside the layers. */
    private static void operations() {
        elementwise();
        reductions();
        put(OperationLayers::swapped, "Swapaxes");
        put(OperationLayers::flipped, "Flip");
        put(MergingLayers::where, "Where");
        put(OperationLayers::transpose, "Transpose");
        put(OperationLayers::expand, "ExpandDims");
        put(OperationLayers::squeeze, "Squeeze");
        put(OperationLayers::stack, "Stack");
        put(OperationLayers::pad, "Pad");
        put(OperationLayers::item, "GetItem");
        put(OperationLayers::depthToSpace, "DepthToSpace");
        put(OperationLayers::spaceToDepth, "SpaceToDepth");
        put(ReshapingLayers::resizing, "Resize");
        put(ReshapingLayers::tile, "Tile");
        put(NormalisationLayers::unit, "Normalize");
        put(call -> PoolingLayers.windows(call, "MaxPool"), "MaxPool");
        put(call -> PoolingLayers.windows(call, "AveragePool"), "AveragePool");
    }

    private static void elementwise() {
        unary("Abs", "Absolute");
        unary("Abs", "Abs");
        unary("Sqrt", "Sqrt");
        unary("Neg", "Negative");
        unary("Log", "Log");
        unary("Sin", "Sin");
        unary("Cos", "Cos");
        unary("Tan", "Tan");
        unary("Sinh", "Sinh");
        unary("Cosh", "Cosh");
        unary("Atan", "Arctan");
        unary("Erf", "Erf");
        unary("Floor", "Floor");
        unary("Ceil", "Ceil");
        unary("Round", "Round");
        unary("Sign", "Sign");
        unary("Reciprocal", "Reciprocal");
        put(ActivationLayers::dropped, "StopGradient");
        put(OperationLayers::square, "Square");
        put(OperationLayers::rsqrt, "Rsqrt");
        put(OperationLayers::cast, "Cast");
        put(OperationLayers::clip, "Clip");
    }

    private static void reductions() {
        put(OperationLayers::variance, "Var");
        put(OperationLayers::deviation, "Std");
        reduction("ReduceMean", "Mean");
        reduction("ReduceSum", "Sum");
        reduction("ReduceMax", "Max");
        reduction("ReduceMin", "Min");
        reduction("ReduceProd", "Prod");
        reduction("ReduceLogSumExp", "Logsumexp");
        put(call -> OperationLayers.search(call, "ArgMax"), "Argmax");
        put(call -> OperationLayers.search(call, "ArgMin"), "Argmin");
    }

    private static void pools() {
        for (String axes : List.of("1D", "2D", "3D")) {
            put(call -> PoolingLayers.windows(call, "MaxPool"), "MaxPooling" + axes, "MaxPool" + axes);
            put(call -> PoolingLayers.windows(call, "AveragePool"), "AveragePooling" + axes, "AvgPool" + axes);
            put(call -> PoolingLayers.global(call, "GlobalMaxPool"), "GlobalMaxPooling" + axes, "GlobalMaxPool" + axes);
            put(
                    call -> PoolingLayers.global(call, "GlobalAveragePool"),
                    "GlobalAveragePooling" + axes,
                    "GlobalAvgPool" + axes);
        }
    }

    private static void put(Layer layer, String... types) {
        for (String type : types) {
            TABLE.put(type, layer);
        }
    }

    private static void unary(String op, String type) {
        put(call -> OperationLayers.unary(call, op), type);
    }

    private static void reduction(String op, String type) {
        put(call -> OperationLayers.reduce(call, op), type);
    }

    private static void chain(String op, String... types) {
        put(call -> MergingLayers.chain(call, op), types);
    }

    static Optional<Layer> find(String type) {
        return Optional.ofNullable(TABLE.get(type));
    }

    /** Whether layers of this class can be read. */
    public static boolean knows(String type) {
        return TABLE.containsKey(type) || type.equals(SPLIT);
    }

    /** Whether an activation setting can be read. */
    public static boolean knowsActivation(JsonNode activation) {
        return Activations.knows(activation);
    }

    /** The name of the function that an activation setting stands for. */
    public static String activation(JsonNode activation) {
        return Activations.name(activation);
    }

    /** Whether layers of this class do something in training alone. */
    public static boolean isForTraining(String type) {
        return TRAINING.contains(type) || AUGMENTING.contains(type);
    }

    /** Whether layers of this class change pictures in training, and nothing afterwards. */
    public static boolean isAugmenting(String type) {
        return AUGMENTING.contains(type);
    }

    /**
     * Adds a call of a layer to its graph.
     *
     * @return the tensors that it gives
     * @throws LayerException if it cannot be read
     */
    public static List<String> write(LayerCall call) {
        try {
            String type = call.config().type();
            return type.equals(SPLIT)
                    ? OperationLayers.split(call)
                    : List.of(find(type).orElseThrow().write(call));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw call.config().refusal("does not fit what it reads: " + FileTrouble.ofContradiction(e), e);
        }
    }
}
