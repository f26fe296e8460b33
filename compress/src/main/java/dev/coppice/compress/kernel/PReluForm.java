package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;

/**
 * PRelu as max(x, s · x) if no slope s is above 1, else as r + s · (x − r) with r = max(x, 0): the same numbers, but for the sign of a zero.
 * ONNX Runtime's kernel looks at one number at a time.
 */
final class PReluForm implements FastForm {
    @Override
    public String op() {
        return "PRelu";
    }

    @Override
    public Optional<WrittenOut> of(Graph graph, Node node) {
        String x = node.input(0);
        String slope = node.input(1);
        if (graph.constant(slope).filter(PReluForm::isAtMostOne).isPresent()) {
            WrittenOut out = new WrittenOut(graph, node, "max(x, slope · x)");
            return Optional.of(out.end("Max", x, out.add("Mul", x, slope)));
        }
        WrittenOut out = new WrittenOut(graph, node, "r + slope · (x − r) with r = max(x, 0)");
        String positive = out.add("Relu", x);
        String negative = out.add("Sub", x, positive);
        return Optional.of(out.end("Add", positive, out.add("Mul", negative, slope)));
    }

    private static boolean isAtMostOne(Tensor slopes) {
        for (float slope : slopes.toFloats()) {
            if (!(slope <= 1)) {
                return false;
            }
        }
        return true;
    }
}
