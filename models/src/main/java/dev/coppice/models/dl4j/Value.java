package dev.coppice.models.dl4j;

/**
 * What a vertex gives: a tensor of the graph, channels first.
 *
 * @param tensor its name
 * @param rank its number of axes
 * @param isLast whether Deeplearning4j holds it channels last
 */
record Value(String tensor, int rank, boolean isLast) {
    /** The rank of a batch of pictures. */
    static final int MAPS = 4;

    /** The rank of a batch of vectors. */
    static final int VECTORS = 2;

    Value with(String changed) {
        return new Value(changed, rank, isLast);
    }

    /** The axis of the tensor for an axis as Deeplearning4j counts it; a negative one counts from the end. */
    int axis(int own) {
        int axis = own < 0 ? own + rank : own;
        if (axis < 0 || axis >= rank) {
            throw new IllegalArgumentException("it works on axis " + own + " of " + rank);
        }
        if (!isLast || rank <= VECTORS || axis == 0) {
            return axis;
        }
        return axis == rank - 1 ? 1 : axis + 1;
    }

    /** Checks the rank. */
    Value require(int expected, String what) {
        if (rank != expected) {
            throw new IllegalArgumentException("its input has " + rank + " axes, expected " + expected + ": " + what);
        }
        return this;
    }
}
