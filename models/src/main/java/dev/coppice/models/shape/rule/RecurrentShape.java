package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of RNN, GRU and LSTM: every step of the sequence, and the last state. */
public final class RecurrentShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        Shape recurrent = c.input(2);
        int directions = recurrent.size(0);
        int hidden = recurrent.size(2);
        if (c.attributes().integer("layout", 0) == 1) {
            Shape state = Shape.of(x.size(0), directions, hidden);
            return List.of(Shape.of(x.size(0), x.size(1), directions, hidden), state, state);
        }
        Shape state = Shape.of(directions, x.size(1), hidden);
        return List.of(Shape.of(x.size(0), directions, x.size(1), hidden), state, state);
    }
}
