package dev.coppice.compress.channel;

import dev.coppice.compress.channel.rule.BlockChannels;
import dev.coppice.compress.channel.rule.ConcatChannels;
import dev.coppice.compress.channel.rule.ConvolutionChannels;
import dev.coppice.compress.channel.rule.ElementwiseChannels;
import dev.coppice.compress.channel.rule.ExpandChannels;
import dev.coppice.compress.channel.rule.GatherChannels;
import dev.coppice.compress.channel.rule.GemmChannels;
import dev.coppice.compress.channel.rule.GroupNormalizationChannels;
import dev.coppice.compress.channel.rule.LayerNormalizationChannels;
import dev.coppice.compress.channel.rule.MatMulChannels;
import dev.coppice.compress.channel.rule.NormalizationChannels;
import dev.coppice.compress.channel.rule.PadChannels;
import dev.coppice.compress.channel.rule.ReduceChannels;
import dev.coppice.compress.channel.rule.ReshapeChannels;
import dev.coppice.compress.channel.rule.SliceChannels;
import dev.coppice.compress.channel.rule.SoftmaxChannels;
import dev.coppice.compress.channel.rule.SplitChannels;
import dev.coppice.compress.channel.rule.TileChannels;
import dev.coppice.compress.channel.rule.TransposeChannels;
import dev.coppice.compress.channel.rule.WindowChannels;
import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.SoftCrop;
import dev.coppice.models.shape.rule.ReduceShape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every channel rule by operator. A new operator family is one file in {@code rule} and one line here. */
public final class ChannelRules {
    private static final Map<String, ChannelRule> RULES = rules();

    private ChannelRules() {}

    /** The rule for a node's operator. */
    static Optional<ChannelRule> of(Node node) {
        if (Resample.isResample(node)) {
            return Optional.of(new WindowChannels());
        }
        if (SoftCrop.isSoftCrop(node)) {
            return Optional.of(new ElementwiseChannels());
        }
        return node.domain().isEmpty() ? Optional.ofNullable(RULES.get(node.op())) : Optional.empty();
    }

    /** The ONNX operators that channels are carried through, alphabetical. */
    public static Set<String> operators() {
        return Collections.unmodifiableSet(RULES.keySet());
    }

    private static Map<String, ChannelRule> rules() {
        Map<String, ChannelRule> rules = new TreeMap<>();
        put(rules, new ElementwiseChannels(), ElementwiseChannels.OPERATORS);
        put(rules, new ConvolutionChannels(), List.of("Conv", "ConvTranspose"));
        put(rules, new GemmChannels(), List.of("Gemm"));
        put(rules, new MatMulChannels(), List.of("MatMul"));
        put(rules, new NormalizationChannels(), List.of("BatchNormalization", "InstanceNormalization"));
        put(rules, new GroupNormalizationChannels(), List.of("GroupNormalization"));
        put(rules, new LayerNormalizationChannels(), List.of("LayerNormalization"));
        put(rules, new WindowChannels(), WindowChannels.OPERATORS);
        put(rules, new SoftmaxChannels(), List.of("Softmax", "LogSoftmax", "Hardmax", "LpNormalization"));
        put(rules, new ConcatChannels(), List.of("Concat"));
        put(rules, new ReshapeChannels(), List.of("Flatten", "Reshape", "Squeeze", "Unsqueeze"));
        put(rules, new TransposeChannels(), List.of("Transpose"));
        put(rules, new ExpandChannels(), List.of("Expand"));
        put(rules, new TileChannels(), List.of("Tile"));
        put(rules, new PadChannels(), List.of("Pad"));
        put(rules, new SliceChannels(), List.of("Slice"));
        put(rules, new SplitChannels(), List.of("Split"));
        put(rules, new GatherChannels(), List.of("Gather"));
        put(rules, new BlockChannels(), List.of("DepthToSpace", "SpaceToDepth"));
        put(rules, new ReduceChannels(), ReduceShape.OPERATORS);
        return rules;
    }

    private static void put(Map<String, ChannelRule> rules, ChannelRule rule, List<String> operators) {
        operators.forEach(operator -> rules.put(operator, rule));
    }
}
