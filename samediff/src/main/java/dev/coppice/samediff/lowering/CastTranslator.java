package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.NodeTypes;
import java.util.Optional;

/**
 * Translator of Cast between numbers and truth values, which are numbers here; also to whole numbers, where truth values are
 * counted. What rounds is not lowered.
 */
final class CastTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        boolean truth = target(c) == ElementType.BOOL;
        c.output(truth ? TruthTranslator.differs(c.sd(), c.input(0)) : c.sd().identity(c.input(0)));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        ElementType to = target(c);
        boolean counts = NodeTypes.at(c.graph(), c.node().input(0)) == ElementType.BOOL;
        return to.isFloating() || to == ElementType.BOOL || counts ? Optional.empty() : Optional.of("to " + to);
    }

    private static ElementType target(LoweringContext c) {
        return ElementType.ofCode(c.attributes().integer("to", ElementType.FLOAT.code()));
    }
}
