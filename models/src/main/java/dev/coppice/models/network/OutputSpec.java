package dev.coppice.models.network;

/**
 * Prediction of a network.
 *
 * @param name a computed tensor: the logits, or the output of a tail ({@link Network#tail})
 * @param kind meaning of the logits' channels
 */
public record OutputSpec(String name, OutputKind kind) {}
