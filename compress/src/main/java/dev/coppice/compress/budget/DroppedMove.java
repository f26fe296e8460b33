package dev.coppice.compress.budget;

/**
 * A move that a search left out because the network after it has no finite loss.
 *
 * @param move description for people
 * @param loss the loss that was found, not finite
 */
public record DroppedMove(String move, double loss) {}
