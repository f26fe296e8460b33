package dev.coppice.compress.budget;

import dev.coppice.models.measure.CostFunction;

/**
 * Everything a search has to ask of others.
 *
 * @param price of a network in the currency of the budget, finite and above 0: milliseconds by a machine's profile, MACs,
 *     parameters, bytes
 * @param loss of a cut network
 * @param watch who looks on
 */
public record PlanningPorts(CostFunction price, LossSource loss, SearchWatch watch) {}
