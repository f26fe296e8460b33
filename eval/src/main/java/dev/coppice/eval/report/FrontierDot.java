package dev.coppice.eval.report;

/**
 * A point of a planner's frontier, before any training.
 *
 * @param grid its grid, for people
 * @param share its price as a share of the original's
 * @param price its price, for people
 * @param loss its drop of the accuracy as a share, or its estimated loss in nats if there were no pictures
 * @param chosen whether it was chosen
 */
public record FrontierDot(String grid, double share, String price, double loss, boolean chosen) {}
