package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The weights of one direction of a recurrent layer, and what its gates get from the whole sequence. */
final class RecurrentCell {
    private final LoweringContext c;
    private final SameDiff sd;
    private final int steps;
    private final int batch;
    private final int hidden;
    private final SDVariable[] given;
    private final SDVariable[] weights;
    private final SDVariable[] shifts;

    /**
     * Multiplies the sequence by the weights of each gate, once for all steps.
     *
     * @param batch number of pictures; −1 for any
     */
    RecurrentCell(LoweringContext c, int gates, int direction, int batch) {
        this.c = c;
        this.sd = c.sd();
        this.batch = batch;
        Shape in = c.shape(0);
        steps = in.size(0);
        // a row for each step and picture
        SDVariable rows = sd.reshape(c.input(0), batch < 0 ? -1 : (long) steps * batch, in.size(2));
        this.hidden = c.shape(2).size(2);
        given = new SDVariable[gates];
        weights = new SDVariable[gates];
        shifts = new SDVariable[c.has(3) ? gates : 0];
        for (int gate = 0; gate < gates; gate++) {
            SDVariable products = rows.mmul(matrix(1, direction, gate));
            weights[gate] = matrix(2, direction, gate);
            if (c.has(3)) {
                products = products.add(row(direction, gate));
                shifts[gate] = row(direction, gates + gate);
            }
            given[gate] = batch < 0 ? sd.reshape(products, steps, -1, hidden) : products;
        }
    }

    /** The weights of a gate from an input's features, or from the state, to the state. */
    private SDVariable matrix(int position, int direction, int gate) {
        Shape shape = c.shape(position);
        SDVariable part =
                sd.slice(c.input(position), new int[] {direction, gate * hidden, 0}, 1, hidden, shape.size(2));
        return sd.permute(sd.reshape(part, hidden, shape.size(2)), 1, 0);
    }

    private SDVariable row(int direction, int gate) {
        return sd.slice(c.input(3), new int[] {direction, gate * hidden}, 1, hidden);
    }

    /** What a gate gets from the sequence at a step, batch×hidden. */
    SDVariable given(int gate, int step) {
        if (batch < 0) {
            return sd.reshape(sd.slice(given[gate], new int[] {step, 0, 0}, 1, batch, hidden), batch, hidden);
        }
        return sd.slice(given[gate], new int[] {step * batch, 0}, batch, hidden);
    }

    /** What a gate gets from the state. */
    SDVariable recurrent(int gate, SDVariable state) {
        SDVariable product = state.mmul(weights[gate]);
        return shifts.length == 0 ? product : product.add(shifts[gate]);
    }

    /** What a gate gets at a step. */
    SDVariable sum(int gate, int step, SDVariable state) {
        return given(gate, step).add(recurrent(gate, state));
    }

    /** Whether the reset gate of a GRU comes behind the product with the state. */
    boolean resetsBehind() {
        return c.attributes().integer("linear_before_reset", 0) == 1;
    }

    SDVariable sigmoid(SDVariable x) {
        return sd.nn().sigmoid(x);
    }

    SDVariable tanh(SDVariable x) {
        return sd.math().tanh(x);
    }
}
