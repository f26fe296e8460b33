package dev.coppice.samediff.lowering;

import java.util.Optional;

/** Translator of Identity, and of Dropout in inference, which keeps all units. */
final class IdentityTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        c.output(c.input(0));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        boolean mask =
                c.node().outputs().size() > 1 && !c.node().outputs().get(1).isEmpty();
        return mask ? Optional.of("with a mask output") : Optional.empty();
    }

    @Override
    public boolean trains(int position) {
        return position == 0;
    }
}
