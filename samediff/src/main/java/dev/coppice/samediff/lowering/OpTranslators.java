package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.SoftCrop;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every translator by operator. A new operator is one file here, one line below and one test. */
public final class OpTranslators {
    private static final Map<String, OpTranslator> TRANSLATORS = translators();

    private OpTranslators() {}

    /** The translator for a node's operator. */
    public static Optional<OpTranslator> of(Node node) {
        if (Resample.isResample(node)) {
            return Optional.of(new ResampleTranslator());
        }
        if (SoftCrop.isSoftCrop(node)) {
            return Optional.of(new SoftCropTranslator());
        }
        return node.domain().isEmpty() ? Optional.ofNullable(TRANSLATORS.get(node.op())) : Optional.empty();
    }

    /** The ONNX operators that can be lowered, alphabetical. */
    public static Set<String> operators() {
        return Collections.unmodifiableSet(TRANSLATORS.keySet());
    }

    private static Map<String, OpTranslator> translators() {
        Map<String, OpTranslator> all = new TreeMap<>();
        all.put("Add", ArithmeticTranslator.ADD);
        all.put("AveragePool", new AveragePoolTranslator());
        all.put("BatchNormalization", new BatchNormTranslator());
        all.put("Clip", new ClipTranslator());
        all.put("Concat", new ConcatTranslator());
        all.put("Conv", new ConvTranslator());
        all.put("ConvTranspose", new ConvTransposeTranslator());
        all.put("Div", ArithmeticTranslator.DIV);
        all.put("Dropout", new IdentityTranslator());
        all.put("Elu", ActivationTranslator.ELU);
        all.put("Gather", new GatherTranslator());
        all.put("Gemm", new GemmTranslator());
        all.put("GlobalAveragePool", ActivationTranslator.GLOBAL_AVERAGE_POOL);
        all.put("GlobalMaxPool", ActivationTranslator.GLOBAL_MAX_POOL);
        all.put("HardSigmoid", ActivationTranslator.HARD_SIGMOID);
        all.put("HardSwish", ActivationTranslator.HARD_SWISH);
        all.put("Identity", new IdentityTranslator());
        all.put("LeakyRelu", ActivationTranslator.LEAKY_RELU);
        all.put("MatMul", new MatMulTranslator());
        all.put("MaxPool", new MaxPoolTranslator());
        all.put("Mul", ArithmeticTranslator.MUL);
        all.put("Pad", new PadTranslator());
        all.put("PRelu", new PReluTranslator());
        all.put("Relu", ActivationTranslator.RELU);
        List.of("Flatten", "Reshape", "Squeeze", "Unsqueeze").forEach(op -> all.put(op, new ReshapeTranslator()));
        all.put("Resize", new ResizeTranslator());
        all.put("Sigmoid", ActivationTranslator.SIGMOID);
        all.put("Slice", new SliceTranslator());
        all.put("Softmax", new SoftmaxTranslator());
        all.put("Split", new SplitTranslator());
        all.put("Sqrt", ActivationTranslator.SQRT);
        all.put("Sub", ArithmeticTranslator.SUB);
        all.put("Tanh", ActivationTranslator.TANH);
        all.put("Transpose", new TransposeTranslator());
        return all;
    }
}
