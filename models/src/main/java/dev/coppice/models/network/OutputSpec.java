package dev.coppice.models.network;

/**
 * The prediction.
 *
 * @param name any tensor that the graph computes: logits, or what a tail makes of them ({@link Network#tail})
 * @param kind what the channels of the logits are
 */
public record OutputSpec(String name, OutputKind kind) {}
