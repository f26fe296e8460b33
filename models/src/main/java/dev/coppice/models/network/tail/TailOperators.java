package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorRules;
import java.util.Optional;

/** Table of the operators that can follow logits. */
final class TailOperators {
    private static final OperatorRules<TailOperator> RULES = OperatorRules.<TailOperator>none()
            .with(new SigmoidTail(), "Sigmoid", "HardSigmoid")
            .with(new SoftmaxTail(), "Softmax", "LogSoftmax")
            .with(new ArgMaxTail(), "ArgMax")
            .with(new ThresholdTail(), "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Round")
            .with(new RisingTail(), "Mul", "Add", "Sub", "Clip", "Exp", "Log")
            .with(new QuotientTail(), "Div")
            .with(new CastTail(), "Cast")
            .with(new ResizeTail(), "Resize")
            .with(new LayoutTail(), "Identity", "Dropout", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze");

    private TailOperators() {}

    static Optional<TailOperator> of(Node node) {
        return node.schema().flatMap(RULES::of);
    }
}
