package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.propagation.ChannelRule;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import java.util.Optional;

/** Table of the channel rules: by kind, and by operator where the rule differs. */
public final class ChannelRules {
    private static final OperatorRules<ChannelRule> RULES = indexed(movement(kinds()))
            .without("LRN", "MeanVarianceNormalization")
            .with(new ConvolutionChannels(), "Conv", "ConvTranspose")
            .with(new EinsumChannels(), "Einsum")
            .with(new GemmChannels(), "Gemm")
            .with(new MatMulChannels(), "MatMul")
            .with(new GroupNormalizationChannels(), "GroupNormalization")
            .with(new LayerNormalizationChannels(), "LayerNormalization")
            .with(new QuantizationChannels(), "DequantizeLinear", "QuantizeLinear")
            .with(new RecurrentChannels(), "GRU", "LSTM", "RNN");

    private ChannelRules() {}

    /** The rule for a node's operator. */
    public static Optional<ChannelRule> of(Node node) {
        return node.schema().flatMap(RULES::of);
    }

    private static OperatorRules<ChannelRule> kinds() {
        return OperatorRules.<ChannelRule>none()
                .with(OperatorKind.ELEMENTWISE, new ElementwiseChannels())
                .with(OperatorKind.GLOBAL_POOLING, new WindowChannels())
                .with(OperatorKind.NORMALISATION, new NormalizationChannels())
                .with(OperatorKind.POOLING, new WindowChannels())
                .with(OperatorKind.REDUCTION, new ReduceChannels())
                .with(OperatorKind.RESAMPLING, new WindowChannels())
                .with(OperatorKind.SOFTMAX, new SoftmaxChannels());
    }

    private static OperatorRules<ChannelRule> movement(OperatorRules<ChannelRule> rules) {
        return rules.with(new BlockChannels(), "DepthToSpace", "SpaceToDepth")
                .with(new ConcatChannels(), "Concat")
                .with(new ExpandChannels(), "Expand")
                .with(new GatherChannels(), "Gather")
                .with(new PadChannels(), "Pad")
                .with(new ReshapeChannels(), "Flatten", "Reshape", "Squeeze", "Unsqueeze")
                .with(new SliceChannels(), "Slice")
                .with(new SplitChannels(), "Split")
                .with(new TileChannels(), "Tile")
                .with(new TransposeChannels(), "Transpose");
    }

    private static OperatorRules<ChannelRule> indexed(OperatorRules<ChannelRule> rules) {
        return rules.with(new Col2ImChannels(), "Col2Im")
                .with(new CumSumChannels(), "CumSum")
                .with(new ElementChannels(), "GatherElements", "ScatterElements")
                .with(new GatherNdChannels(), "GatherND")
                .with(new GridSampleChannels(), "GridSample")
                .with(new MaxUnpoolChannels(), "MaxUnpool")
                .with(new ScatterNdChannels(), "ScatterND");
    }
}
