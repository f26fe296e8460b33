package dev.coppice.samediff.lowering;

/** Translator of Reshape, Flatten, Squeeze and Unsqueeze: the same elements in the same order under the inferred shape. */
final class ReshapeTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        c.output(c.reshape(c.input(0)));
    }

    @Override
    public boolean trains(int position) {
        return position == 0;
    }
}
