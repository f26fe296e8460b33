package dev.coppice.compress.plan;

/** How far grids are lowered: to a given grid, as far as a drop allows, or as a training finds. */
public sealed interface TruncationTarget permits GridLimit, TruncationDrop, LearnedLimit {}
