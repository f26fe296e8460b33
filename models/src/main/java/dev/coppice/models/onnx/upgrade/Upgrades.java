package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.operator.OperatorSchema;
import java.util.Optional;

/** Table of upgrades by operator. A new upgrade is one class and one line here. */
public final class Upgrades {
    private static final OperatorRules<Upgrade> RULES = OperatorRules.<Upgrade>none()
            .with(OperatorKind.REDUCTION, new AxesUpgrade(18))
            .with(new AttentionUpgrade(), "Attention")
            .with(new AxesUpgrade(13), "ReduceSum", "Squeeze", "Unsqueeze")
            .with(new BatchNormUpgrade(), "BatchNormalization")
            .with(new ClipUpgrade(), "Clip")
            .with(new DftUpgrade(), "DFT")
            .with(new DropoutUpgrade(), "Dropout")
            .with(new GeluUpgrade(), "Gelu")
            .with(new GridSampleUpgrade(), "GridSample")
            .with(new GroupNormUpgrade(), "GroupNormalization")
            .with(new MatMulUpgrade(), "MatMul")
            .with(new PadUpgrade(), "Pad")
            .with(new QuantizeUpgrade(), "QuantizeLinear")
            .with(new ResizeUpgrade(), "Resize")
            .with(new RmsNormalizationUpgrade(), "RMSNormalization")
            .with(new RoiAlignUpgrade(), "RoiAlign")
            .with(new ScatterUpgrade(), "Scatter")
            .with(new SliceUpgrade(), "Slice")
            .with(new SoftmaxUpgrade(), "Hardmax", "LogSoftmax", "Softmax")
            .with(new SplitUpgrade(), "Split")
            .with(new SwishUpgrade(), "SwiGLU", "Swish")
            .with(new TopKUpgrade(), "TopK")
            .with(new UpsampleUpgrade(), "Upsample");

    private Upgrades() {}

    /** The upgrade of an operator; the upgrade checks the file's opset itself. */
    public static Optional<Upgrade> of(OperatorSchema operator) {
        return RULES.of(operator);
    }
}
