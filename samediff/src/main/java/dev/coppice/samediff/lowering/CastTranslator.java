package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.ElementType;
import java.util.Optional;

/** Translator of Cast between numbers and truth values, which are numbers here. What rounds is not lowered. */
final class CastTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        boolean truth = target(c) == ElementType.BOOL;
        c.output(truth ? TruthTranslator.differs(c.sd(), c.input(0)) : c.sd().identity(c.input(0)));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        ElementType to = target(c);
        return to.isFloating() || to == ElementType.BOOL ? Optional.empty() : Optional.of("to " + to);
    }

    private static ElementType target(LoweringContext c) {
        return ElementType.ofCode(c.attributes().integer("to", ElementType.FLOAT.code()));
    }
}
