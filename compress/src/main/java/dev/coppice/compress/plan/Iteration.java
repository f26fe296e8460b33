package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;

/**
 * Iteration of a compression that cuts in several steps: the step for which a plan is made.
 *
 * @param original the network before any compression; ratios and shares refer to it
 * @param remaining number of plans of the same pass still to come, this one included, at least 1; each goes an equal
 *     geometric share of the remaining way
 */
public record Iteration(Network original, int remaining) {
    public Iteration {
        if (remaining < 1) {
            throw new InvalidInputException(
                    "The number of plans to come is " + remaining + ", expected at least 1: this one.");
        }
    }

    /** The only plan, made on the original itself. */
    public static Iteration only(Network network) {
        return new Iteration(network, 1);
    }

    /**
     * The value that this plan aims at on the way from {@code now} down to {@code goal}: now · (goal / now)^(1 /
     * remaining). Every step thus removes the same share of what the one before left. A goal already reached stays the
     * goal.
     */
    public double towards(double now, double goal) {
        return goal >= now ? goal : now * Math.pow(goal / now, 1.0 / remaining);
    }
}
