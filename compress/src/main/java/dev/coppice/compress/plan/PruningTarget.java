package dev.coppice.compress.plan;

/** How much channel pruning is to remove: a ratio of the channels, or whatever leaves a share of the cost. */
public sealed interface PruningTarget permits PruningRatio, CostShare {}
