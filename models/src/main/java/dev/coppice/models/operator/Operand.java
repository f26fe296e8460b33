package dev.coppice.models.operator;

import java.util.List;

/**
 * An input or output of an operator.
 *
 * @param name name in the standard
 * @param role its purpose
 * @param count how often it is given
 * @param type type of its elements
 * @param axes meaning of its axes; empty if that differs from node to node
 */
public record Operand(String name, Role role, Count count, OperandType type, List<Axis> axes) {
    /** Purpose of an input. */
    public enum Role {
        /** Data that the operator computes with. */
        DATA,
        /** Weights: training changes them if they are constant. */
        WEIGHTS,
        /** A setting, one for the whole node or one per channel. */
        PARAMETERS,
        /** An example, whose type or shape matters and whose values do not. */
        LIKE
    }

    /** How often an operand is given. */
    public enum Count {
        /** Once. */
        ONE,
        /** Once or not at all. */
        OPTIONAL,
        /** Any number of times; only for the last operand. */
        REPEATED
    }

    public Operand {
        axes = List.copyOf(axes);
    }

    /** The axes with a given meaning in a tensor of a given rank, ascending. */
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
