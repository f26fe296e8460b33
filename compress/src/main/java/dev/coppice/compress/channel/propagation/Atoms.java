package dev.coppice.compress.channel.propagation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Atoms and their classes of atoms that go together: a union-find. A class may be protected, with the first reason given.
 *
 * <p>Atom {@link #FIXED} means "no channel here, never cut" and unites with nothing.
 */
public final class Atoms {
    /** The atom of places that are never cut. */
    public static final int FIXED = 0;

    private final Map<Integer, String> protections = new HashMap<>();
    private final BitSet loose = new BitSet();
    private int[] parents = new int[64];
    private int size = 1;
    private int unions;

    /** New atoms, each in a class of its own. */
    public int[] fresh(int count) {
        if (size + count > parents.length) {
            parents = Arrays.copyOf(parents, Math.max(parents.length * 2, size + count));
        }
        int[] atoms = new int[count];
        for (int i = 0; i < count; i++) {
            parents[size] = size;
            atoms[i] = size++;
        }
        return atoms;
    }

    /** New atoms that stand for no channels of their own, each in a class of its own. */
    int[] loose(int count) {
        int[] atoms = fresh(count);
        for (int atom : atoms) {
            loose.set(atom);
        }
        return atoms;
    }

    /** Lets loose atoms stand for channels. */
    void bind(int... own) {
        for (int atom : own) {
            loose.clear(find(atom));
        }
    }

    /** Whether this atom's class has met no channels. */
    boolean isLoose(int atom) {
        return loose.get(find(atom));
    }

    /** The atom that stands for this one's class. */
    public int find(int atom) {
        int root = atom;
        while (parents[root] != root) {
            root = parents[root];
        }
        for (int at = atom; parents[at] != root; ) {
            int next = parents[at];
            parents[at] = root;
            at = next;
        }
        return root;
    }

    /** Puts two atoms into one class; the older root represents both. */
    public void unite(int a, int b) {
        int x = find(a);
        int y = find(b);
        if (x == y) {
            return;
        }
        if (x == FIXED || y == FIXED) {
            throw new IllegalArgumentException("what is fixed unites with nothing, protect the atom");
        }
        int root = Math.min(x, y);
        int other = Math.max(x, y);
        parents[other] = root;
        loose.set(root, loose.get(root) && loose.get(other));
        unions++;
        String reason = protections.remove(other);
        if (reason != null) {
            protections.putIfAbsent(root, reason);
        }
    }

    /** Protects this atom's class from cuts; the first reason stays. */
    void protect(int atom, String reason) {
        int root = find(atom);
        if (root != FIXED && protections.putIfAbsent(root, reason) == null) {
            unions++;
        }
    }

    /** The reason why this atom's class is never cut; empty if it may be cut. */
    public Optional<String> protection(int atom) {
        return Optional.ofNullable(protections.get(find(atom)));
    }

    /** A number that grows with every change. */
    int changes() {
        return unions;
    }
}
