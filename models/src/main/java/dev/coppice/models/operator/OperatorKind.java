package dev.coppice.models.operator;

/** Kind of an operator; stages treat operators of one kind alike. */
public enum OperatorKind {
    /** Works element by element; inputs broadcast. Activations are of this kind. */
    ELEMENTWISE,
    /** Multiplies by weights and sums over an axis. */
    CONTRACTION,
    /** Subtracts means and divides by deviations, or the like. */
    NORMALISATION,
    /** Normalises along the one axis of the attribute {@code axis}, or picks its largest. */
    SOFTMAX,
    /** Takes each sample from a window of a map, channel by channel. */
    POOLING,
    /** Takes one sample from a whole map, channel by channel. */
    GLOBAL_POOLING,
    /** Gives maps another height and width, channel by channel. */
    RESAMPLING,
    /** Reduces some axes to one value. */
    REDUCTION,
    /** Moves, repeats or leaves out elements and keeps their values. */
    MOVEMENT,
    /** Gives a shape, or makes a tensor from sizes and parameters. */
    SHAPE,
    /** Draws random numbers: no two runs agree. */
    RANDOM,
    /** Finds elements and gives their positions. */
    SEARCH,
    /** Converts numbers to small integers, or back. */
    QUANTISATION,
    /** Anything else: kept as it is, unless a stage has a rule for it. */
    OTHER
}
