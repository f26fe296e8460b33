package dev.coppice.models.network;

/**
 * The prediction: N×channels×h×w.
 *
 * @param name the graph output
 * @param kind what its channels are
 */
public record OutputSpec(String name, OutputKind kind) {}
