package dev.coppice.compress.budget;

/**
 * A move that a search left out because the network after it has no finite loss.
 *
 * @param move for people
 * @param loss that was found
 */
public record DroppedMove(String move, double loss) {}
