package dev.coppice.samediff;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Recurrent layers of {@link ReferenceInterpreter}, as the equations of the standard say. */
final class ReferenceSequences {
    private final Node n;
    private final Function<String, double[]> values;
    private final int steps;
    private final int batch;
    private final int features;
    private final int hidden;
    private final int gates;

    private ReferenceSequences(Node n, Function<String, double[]> values, Function<String, Shape> shapes) {
        this.n = n;
        this.values = values;
        Shape x = shapes.apply(n.input(0));
        Shape recurrent = shapes.apply(n.input(2));
        steps = x.size(0);
        batch = x.size(1);
        features = x.size(2);
        hidden = recurrent.size(2);
        gates = recurrent.size(1) / hidden;
    }

    /** The outputs that have names. */
    static Map<String, double[]> compute(Node n, Function<String, double[]> values, Function<String, Shape> shapes) {
        ReferenceSequences own = new ReferenceSequences(n, values, shapes);
        int directions = shapes.apply(n.input(2)).size(0);
        double[] all = new double[own.steps * directions * own.batch * own.hidden];
        double[] last = new double[directions * own.batch * own.hidden];
        for (int d = 0; d < directions; d++) {
            boolean back = d == 1 || n.attributes().text("direction", "forward").equals("reverse");
            for (int b = 0; b < own.batch; b++) {
                double[] h = new double[own.hidden];
                double[] memory = new double[own.hidden];
                int row = (d * own.batch + b) * own.hidden;
                if (n.hasInput(5)) {
                    System.arraycopy(values.apply(n.input(5)), row, h, 0, own.hidden);
                }
                for (int i = 0; i < own.steps; i++) {
                    int step = back ? own.steps - 1 - i : i;
                    h = own.next(d, step * own.batch + b, h, memory);
                    System.arraycopy(h, 0, all, step * directions * own.batch * own.hidden + row, own.hidden);
                }
                System.arraycopy(h, 0, last, row, own.hidden);
            }
        }
        Map<String, double[]> outputs = new HashMap<>();
        outputs.put(n.outputs().get(0), all);
        if (n.outputs().size() > 1) {
            outputs.put(n.outputs().get(1), last);
        }
        return outputs;
    }

    /** The state after a step; an LSTM's memory is changed in place. */
    private double[] next(int direction, int row, double[] h, double[] memory) {
        double[] out = new double[hidden];
        boolean behind = n.attributes().integer("linear_before_reset", 0) == 1;
        double[] reset = h.clone();
        for (int k = 0; k < hidden && n.is("GRU"); k++) {
            reset[k] *= sigmoid(input(direction, 1, row, k) + state(direction, 1, h, k));
        }
        for (int k = 0; k < hidden; k++) {
            double first = input(direction, 0, row, k) + state(direction, 0, h, k);
            if (n.is("RNN")) {
                out[k] = Math.tanh(first);
            } else if (n.is("GRU")) {
                double r = sigmoid(input(direction, 1, row, k) + state(direction, 1, h, k));
                double recurrent = behind ? r * state(direction, 2, h, k) : state(direction, 2, reset, k);
                double z = sigmoid(first);
                out[k] = (1 - z) * Math.tanh(input(direction, 2, row, k) + recurrent) + z * h[k];
            } else {
                double o = sigmoid(input(direction, 1, row, k) + state(direction, 1, h, k));
                double f = sigmoid(input(direction, 2, row, k) + state(direction, 2, h, k));
                double fresh = Math.tanh(input(direction, 3, row, k) + state(direction, 3, h, k));
                memory[k] = f * memory[k] + sigmoid(first) * fresh;
                out[k] = o * Math.tanh(memory[k]);
            }
        }
        return out;
    }

    private double input(int direction, int gate, int row, int k) {
        double[] x = values.apply(n.input(0));
        double[] w = values.apply(n.input(1));
        double sum = shift(direction, gate, k);
        for (int i = 0; i < features; i++) {
            sum += x[row * features + i] * w[((direction * gates + gate) * hidden + k) * features + i];
        }
        return sum;
    }

    private double state(int direction, int gate, double[] h, int k) {
        double[] r = values.apply(n.input(2));
        double sum = shift(direction, gates + gate, k);
        for (int i = 0; i < hidden; i++) {
            sum += h[i] * r[((direction * gates + gate) * hidden + k) * hidden + i];
        }
        return sum;
    }

    private double shift(int direction, int part, int k) {
        return n.hasInput(3) ? values.apply(n.input(3))[(direction * 2 * gates + part) * hidden + k] : 0;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
