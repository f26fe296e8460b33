package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translators of recurrent layers, step by step, as products and activations whose gradients are checked. */
enum RecurrentTranslator implements OpTranslator {
    /** A gated recurrent unit (Cho et al., EMNLP 2014): gates z and r and the new state. */
    GRU(3, 1, "Sigmoid Tanh") {
        @Override
        List<SDVariable> next(RecurrentCell cell, int step, List<SDVariable> state) {
            SDVariable h = state.get(0);
            SDVariable z = cell.sigmoid(cell.sum(0, step, h));
            SDVariable r = cell.sigmoid(cell.sum(1, step, h));
            SDVariable recurrent = cell.resetsBehind() ? r.mul(cell.recurrent(2, h)) : cell.recurrent(2, r.mul(h));
            SDVariable fresh = cell.tanh(cell.given(2, step).add(recurrent));
            return List.of(fresh.add(z.mul(h.sub(fresh))));
        }
    },
    /** A long short-term memory (Hochreiter and Schmidhuber, 1997): gates i, o and f and the new memory. */
    LSTM(4, 2, "Sigmoid Tanh Tanh") {
        @Override
        List<SDVariable> next(RecurrentCell cell, int step, List<SDVariable> state) {
            SDVariable h = state.get(0);
            SDVariable i = cell.sigmoid(cell.sum(0, step, h));
            SDVariable o = cell.sigmoid(cell.sum(1, step, h));
            SDVariable f = cell.sigmoid(cell.sum(2, step, h));
            SDVariable memory = f.mul(state.get(1)).add(i.mul(cell.tanh(cell.sum(3, step, h))));
            return List.of(o.mul(cell.tanh(memory)), memory);
        }
    },
    /** A plain recurrent layer (Elman, 1990). */
    RNN(1, 1, "Tanh") {
        @Override
        List<SDVariable> next(RecurrentCell cell, int step, List<SDVariable> state) {
            return List.of(cell.tanh(cell.sum(0, step, state.get(0))));
        }
    };

    /** Every step is a dozen operators, and as many again on the way back. */
    private static final int MOST_STEPS = 256;

    private static final int LENGTHS = 4;
    private static final int STATES = 5;
    private static final int PEEPHOLES = 7;

    private final int gates;
    private final int states;
    private final String activations;

    RecurrentTranslator(int gates, int states, String activations) {
        this.gates = gates;
        this.states = states;
        this.activations = activations;
    }

    /** The states after a step: the output first. */
    abstract List<SDVariable> next(RecurrentCell cell, int step, List<SDVariable> state);

    @Override
    public void lower(LoweringContext c) {
        int steps = c.shape(0).size(0);
        int batch = c.form().wider().isPresent() ? -1 : c.shape(0).size(1);
        List<SDVariable> all = new ArrayList<>();
        List<List<SDVariable>> last = new ArrayList<>();
        for (int direction = 0; direction < directions(c); direction++) {
            boolean backwards = direction == 1 || direction(c).equals("reverse");
            RecurrentCell cell = new RecurrentCell(c, gates, direction, batch);
            List<SDVariable> state = begin(c, cell, direction, batch);
            List<SDVariable> outputs = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                state = next(cell, backwards ? steps - 1 - i : i, state);
                outputs.add(c.sd().reshape(state.get(0), 1, 1, batch, hidden(c)));
            }
            if (backwards) {
                Collections.reverse(outputs);
            }
            all.add(joined(c, 0, outputs));
            last.add(state);
        }
        c.output(0, joined(c, 1, all));
        for (int i = 0; i < states; i++) {
            int which = i;
            List<SDVariable> ends = last.stream()
                    .map(state -> c.sd().reshape(state.get(which), 1, batch, hidden(c)))
                    .toList();
            c.output(1 + i, joined(c, 0, ends));
        }
    }

    private List<SDVariable> begin(LoweringContext c, RecurrentCell cell, int direction, int batch) {
        return IntStream.range(0, states)
                .mapToObj(i -> c.has(STATES + i) ? given(c, STATES + i, cell, direction, batch) : zeros(c, cell, batch))
                .toList();
    }

    private static SDVariable zeros(LoweringContext c, RecurrentCell cell, int batch) {
        return batch < 0 ? cell.given(0, 0).mul(0) : c.fixed(new float[batch * hidden(c)], batch, hidden(c));
    }

    private static SDVariable given(LoweringContext c, int position, RecurrentCell cell, int direction, int batch) {
        boolean repeats = batch < 0 && c.constant(position).isPresent();
        int pictures = repeats ? 1 : batch;
        SDVariable own = c.sd().slice(c.input(position), new int[] {direction, 0, 0}, 1, pictures, hidden(c));
        SDVariable state = c.sd().reshape(own, pictures, hidden(c));
        return repeats ? zeros(c, cell, batch).add(state) : state;
    }

    private static SDVariable joined(LoweringContext c, int axis, List<SDVariable> parts) {
        return parts.size() == 1 ? parts.get(0) : c.sd().concat(axis, parts.toArray(SDVariable[]::new));
    }

    private static int hidden(LoweringContext c) {
        return c.shape(2).size(2);
    }

    private static int directions(LoweringContext c) {
        return c.shape(1).size(0);
    }

    private static String direction(LoweringContext c) {
        return c.attributes().text("direction", "forward");
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        Optional<String> fixed = c.form().wider().flatMap(wider -> ofOneBatch(c, wider));
        if (fixed.isPresent()) {
            return fixed;
        }
        if (c.has(LENGTHS) || c.has(PEEPHOLES)) {
            return Optional.of("with " + (c.has(LENGTHS) ? "lengths of sequences" : "peepholes"));
        }
        if (c.attributes().has("clip") || c.attributes().integer("input_forget", 0) == 1) {
            return Optional.of("with clipped or shared gates");
        }
        if (!usual(c)) {
            return Optional.of("with other activations than " + activations);
        }
        if (c.attributes().integer("layout", 0) == 1) {
            return Optional.of("with the batch in front");
        }
        return c.shape(0).size(0) > MOST_STEPS
                ? Optional.of("of more than " + MOST_STEPS + " steps")
                : Optional.empty();
    }

    /** Why a graph for any batch cannot have the node: the batch has to be where the standard has it. */
    private Optional<String> ofOneBatch(LoweringContext c, Shapes wider) {
        Shape other = wider.of(c.node().input(0));
        if (!other.equals(c.shape(0).with(1, other.size(1)))) {
            return Optional.of("whose steps follow the batch");
        }
        boolean states = IntStream.range(STATES, STATES + this.states)
                .mapToObj(c::constant)
                .flatMap(Optional::stream)
                .anyMatch(state -> state.shape().size(1) > 1);
        return states
                ? Optional.of("with an initial state for each picture, in a graph for any batch")
                : Optional.empty();
    }

    /** Whether the activations, one after another for each direction, are those that the standard implies. */
    private boolean usual(LoweringContext c) {
        AttributeValue named = c.attributes().asMap().get("activations");
        List<String> all = new ArrayList<>();
        for (int direction = 0; direction < directions(c); direction++) {
            all.addAll(List.of(activations.split(" ", -1)));
        }
        return named == null
                || (named instanceof AttributeValue.Texts texts
                        && texts.values().equals(all));
    }

    @Override
    public boolean trains(int position) {
        return position >= 1 && position <= 3;
    }
}
