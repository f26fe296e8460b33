package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of MaxUnpool by the indices of a MaxPool in this graph, whose windows fill its map without overlap. A value goes
 * to the first place of its window where that map has the window's maximum.
 */
final class MaxUnpoolTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Node pool = pool(c).orElseThrow();
        Shape in = c.shape(0);
        int[] kernel = Window.ofPool(pool, c.shapes().of(pool.input(0))).kernel();
        int area = kernel[0] * kernel[1];
        SDVariable map = c.values().value(pool.input(0));
        SDVariable apart = c.sd().reshape(map, -1, in.size(2), kernel[0], in.size(3), kernel[1]);
        SDVariable windows = c.sd().reshape(c.sd().permute(apart, 0, 1, 3, 2, 4), -1, area);
        SDVariable largest = c.sd().reshape(c.values().value(pool.output()), -1, 1);
        SDVariable placed = first(c, windows.sub(largest), area).mul(c.sd().reshape(c.input(0), -1, 1));
        SDVariable joined = c.sd().reshape(placed, -1, in.size(2), in.size(3), kernel[0], kernel[1]);
        c.output(c.reshape(c.sd().permute(joined, 0, 1, 3, 2, 4)));
    }

    /** 1 at the first zero of each row, 0 elsewhere. */
    private static SDVariable first(LoweringContext c, SDVariable rows, int area) {
        float[] before = new float[area * area];
        for (int from = 0; from < area; from++) {
            for (int to = from + 1; to < area; to++) {
                before[from * area + to] = 1;
            }
        }
        SDVariable zeros = TruthTranslator.differs(c.sd(), rows).rsub(1);
        SDVariable earlier = zeros.mmul(c.fixed(before, area, area));
        return zeros.mul(TruthTranslator.differs(c.sd(), earlier).rsub(1));
    }

    private static Optional<Node> pool(LoweringContext c) {
        return c.graph()
                .producer(c.node().input(1))
                .filter(n -> n.is("MaxPool") && n.outputs().indexOf(c.node().input(1)) == 1);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        Optional<Node> pool = pool(c);
        if (pool.isEmpty()) {
            return Optional.of("by indices of no MaxPool");
        }
        Shape pooled = c.shapes().of(pool.get().input(0));
        if (pooled.rank() != 4) {
            return Optional.of("of rank " + pooled.rank());
        }
        Window window = Window.ofPool(pool.get(), pooled);
        boolean fills = Arrays.stream(window.begin()).allMatch(p -> p == 0)
                && pool.get().attributes().integer("storage_order", 0) == 0
                && Arrays.equals(window.kernel(), window.strides())
                && pooled.equals(c.outputShape())
                && pooled.size(2) == c.shape(0).size(2) * window.kernel()[0]
                && pooled.size(3) == c.shape(0).size(3) * window.kernel()[1];
        return fills ? Optional.empty() : Optional.of("of windows that do not fill the map");
    }
}
