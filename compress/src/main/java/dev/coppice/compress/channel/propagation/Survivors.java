package dev.coppice.compress.channel.propagation;

import java.util.BitSet;

/** What a cut leaves. Sizes that a graph holds as numbers (group counts, Reshape targets) are computed from it. */
public final class Survivors {
    private final Atoms atoms;
    private final BitSet gone;

    /** Everything but the atoms whose class is {@code gone}. */
    public Survivors(Atoms atoms, BitSet gone) {
        this.atoms = atoms;
        this.gone = gone;
    }

    /** Whether an atom stays. */
    public boolean keeps(int atom) {
        return !gone.get(atoms.find(atom));
    }

    /** Positions of an axis that stay, ascending: those where something does. */
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

    /** How many of an axis stay, or {@code size} where the axis carries no channels. */
    public int count(Indices indices, int axis, int size) {
        return indices.length(axis) == 1 ? size : kept(indices, axis).length;
    }
}
