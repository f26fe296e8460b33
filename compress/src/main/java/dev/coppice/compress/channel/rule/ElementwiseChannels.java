package dev.coppice.compress.channel.rule;

import dev.coppice.compress.channel.ChannelContext;
import dev.coppice.compress.channel.ChannelRule;
import dev.coppice.compress.channel.Indices;
import java.util.List;

/**
 * Operators that work element by element: atoms that meet unite, constants are sliced where they extend along the
 * channels. An axis of size 1 that broadcasts unites nothing.
 */
public final class ElementwiseChannels implements ChannelRule {
    /** The operators this rule is for. */
    public static final List<String> OPERATORS = List.of(
            "Abs",
            "Add",
            "And",
            "Cast",
            "Ceil",
            "Celu",
            "Clip",
            "Cos",
            "Div",
            "Dropout",
            "Elu",
            "Equal",
            "Erf",
            "Exp",
            "Floor",
            "Gelu",
            "Greater",
            "GreaterOrEqual",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LeakyRelu",
            "Less",
            "LessOrEqual",
            "Log",
            "Max",
            "Mean",
            "Min",
            "Mish",
            "Mod",
            "Mul",
            "Neg",
            "Not",
            "Or",
            "PRelu",
            "Pow",
            "Reciprocal",
            "Relu",
            "Round",
            "Selu",
            "Shrink",
            "Sigmoid",
            "Sign",
            "Sin",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Sub",
            "Sum",
            "Tan",
            "Tanh",
            "ThresholdedRelu",
            "Where",
            "Xor");

    @Override
    public List<Indices> propagate(ChannelContext c) {
        Meeting meeting = new Meeting(c, c.outputShape(0).rank());
        for (int i = 0; i < c.inputs(); i++) {
            if (c.isComputed(i)) {
                meeting.join(c.indices(i), c.shape(i), c.node().input(i));
            }
        }
        Indices met = meeting.result();
        for (int i = 0; i < c.inputs(); i++) {
            if (c.constant(i).isPresent()) {
                c.slice(i, met);
            }
        }
        return c.firstOutput(met);
    }
}
