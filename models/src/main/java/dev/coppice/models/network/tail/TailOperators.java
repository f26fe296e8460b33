package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can stand behind logits, by operator. */
final class TailOperators {
    private static final Map<String, TailOperator> BY_NAME = byName();

    private TailOperators() {}

    static Optional<TailOperator> of(Node node) {
        return node.domain().isEmpty() ? Optional.ofNullable(BY_NAME.get(node.op())) : Optional.empty();
    }

    private static Map<String, TailOperator> byName() {
        Map<String, TailOperator> all = new HashMap<>();
        List.of("Sigmoid", "HardSigmoid").forEach(op -> all.put(op, new SigmoidTail()));
        List.of("Softmax", "LogSoftmax").forEach(op -> all.put(op, new SoftmaxTail()));
        all.put("ArgMax", new ArgMaxTail());
        List.of("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Round")
                .forEach(op -> all.put(op, new ThresholdTail()));
        List.of("Mul", "Add", "Sub", "Clip", "Exp", "Log").forEach(op -> all.put(op, new RisingTail()));
        all.put("Div", new QuotientTail());
        all.put("Cast", new CastTail());
        all.put("Resize", new ResizeTail());
        List.of("Identity", "Dropout", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze")
                .forEach(op -> all.put(op, new LayoutTail()));
        return Map.copyOf(all);
    }
}
