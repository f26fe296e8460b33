package dev.coppice.compress.budget;

/**
 * A state that a descent went through.
 *
 * @param state the state
 * @param burden the rises of the loss on the way to it, each weighed by what caused it; of such sums the less is the better
 * @param regrid whether the move that led here changed the grid
 * @param move that led here
 */
record Waypoint(Allocation state, double burden, boolean regrid, String move) {}
