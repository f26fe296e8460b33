package dev.coppice.samediff.lowering;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Translator of operators that look for the first largest or smallest number along an axis. An index is a number here.
 *
 * @param smallest whether the smallest is looked for
 * @param marked whether the result is 1 in its place and 0 elsewhere, instead of the place
 * @param usual the axis if none is given
 */
record SearchTranslator(boolean smallest, boolean marked, int usual) implements OpTranslator {
    static final SearchTranslator ARG_MAX = new SearchTranslator(false, false, 0);
    static final SearchTranslator ARG_MIN = new SearchTranslator(true, false, 0);
    static final SearchTranslator HARDMAX = new SearchTranslator(false, true, -1);

    @Override
    public void lower(LoweringContext c) {
        int axis = c.axis("axis", usual);
        SDVariable x = smallest ? c.input(0).mul(-1) : c.input(0);
        SDVariable place = c.sd().argmax(x, false, axis);
        c.output(
                marked
                        ? c.sd().oneHot(place, c.shape(0).size(axis), axis, 1, 0, DataType.FLOAT)
                        : c.reshape(place.castTo(DataType.FLOAT)));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.attributes().integer("select_last_index", 0) == 0
                ? Optional.empty()
                : Optional.of("of the last index");
    }
}
