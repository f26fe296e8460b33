package dev.coppice.compress.plan;

/** How far grids are lowered: to a given grid, or as far as a drop allows. */
public sealed interface TruncationTarget permits GridLimit, MaxDrop {}
