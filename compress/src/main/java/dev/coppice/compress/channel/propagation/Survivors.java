package dev.coppice.compress.channel.propagation;

import java.util.BitSet;

/** Survivors of a cut. Sizes that a graph stores as numbers (group counts, Reshape targets) are computed from them. */
public final class Survivors {
    private final Atoms atoms;
    private final BitSet gone;

    /** The survivors: all atoms whose class is not in {@code gone}. */
    public Survivors(Atoms atoms, BitSet gone) {
        this.atoms = atoms;
        this.gone = gone;
    }

    /** Whether an atom stays. */
    public boolean keeps(int atom) {
        return !gone.get(atoms.find(atom));
    }

    /** The positions of an axis where some atom stays, ascending. */
    public int[] kept(Indices indices, int axis) {
        BitSet kept = new BitSet();
        int[] all = indices.atoms();
        for (int i = 0; i < all.length; i++) {
            if (keeps(all[i])) {
                kept.set(indices.position(i, axis));
            }
        }
        return kept.stream().toArray();
    }

    /** The number of positions of an axis that stay; {@code size} where the axis carries no channels. */
    public int count(Indices indices, int axis, int size) {
        return indices.length(axis) == 1 ? size : kept(indices, axis).length;
    }
}
