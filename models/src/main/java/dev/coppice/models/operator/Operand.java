package dev.coppice.models.operator;

import java.util.List;

/**
 * An input or output of an operator.
 *
 * @param name as the standard names it
 * @param role what it is there for
 * @param count how often it is given
 * @param type of its elements
 * @param axes what they count; empty where that differs from node to node
 */
public record Operand(String name, Role role, Count count, OperandType type, List<Axis> axes) {
    /** What an input is there for. */
    public enum Role {
        /** What is computed with. */
        DATA,
        /** What training learns, where it is constant. */
        WEIGHTS,
        /** A setting, one for the whole node or one a channel. */
        PARAMETERS,
        /** An example: its type or shape counts, not its values. */
        LIKE
    }

    /** How often an operand is given. */
    public enum Count {
        /** Once. */
        ONE,
        /** Once or not at all. */
        OPTIONAL,
        /** Any number of times; the last operand only. */
        REPEATED
    }

    public Operand {
        axes = List.copyOf(axes);
    }

    /** The axes of a tensor of this rank that count something, ascending. */
    public int[] axes(Axis what, int rank) {
        int at = axes.indexOf(what);
        if (at < 0) {
            return new int[0];
        }
        boolean behind = false;
        for (int i = 0; i < at; i++) {
            behind |= axes.get(i).isMany();
        }
        int[] found = new int[what.isMany() ? rank - axes.size() + 1 : 1];
        for (int i = 0; i < found.length; i++) {
            found[i] = (behind ? at - axes.size() + rank : at) + i;
        }
        return found;
    }
}
