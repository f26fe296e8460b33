package dev.coppice.models.operator;

/** The element type of an operand. Operands of one node whose type is the same variable have one element type. */
public enum OperandType {
    /** A variable: any type. */
    T(true),
    /** A second variable: any type. */
    U(true),
    /** A third variable: any type. */
    V(true),
    /** A variable: floating-point numbers. */
    F(true),
    /** A variable: integers. */
    Z(true),
    /** Sizes, axes, indices or counts: 64-bit integers, or 32-bit ones where they are read. */
    I(false),
    /** Truth values. */
    B(false),
    /** A type that an attribute gives, or an unknown type. */
    UNKNOWN(false);

    private final boolean variable;

    OperandType(boolean variable) {
        this.variable = variable;
    }

    /** Whether it is a variable that operands share. */
    public boolean isVariable() {
        return variable;
    }
}
