package dev.coppice.samediff.lowering;

import java.util.Arrays;

/** Translator of Transpose: axes permuted, reversed by default. */
final class TransposeTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int rank = c.shape(0).rank();
        int[] reversed = new int[rank];
        Arrays.setAll(reversed, i -> rank - 1 - i);
        c.output(c.sd().permute(c.input(0), c.attributes().integers("perm", reversed)));
    }

    @Override
    public boolean trains(int position) {
        return position == 0;
    }
}
