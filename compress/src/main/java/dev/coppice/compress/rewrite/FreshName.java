package dev.coppice.compress.rewrite;

import dev.coppice.models.graph.Graph;

/** Names that a graph does not have yet. */
final class FreshName {
    private FreshName() {}

    /** The wanted name where it is free, else the first of {@code wanted_2}, {@code wanted_3}, … that is. */
    static String in(Graph graph, String wanted) {
        String name = wanted;
        for (int i = 2; graph.names().contains(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
