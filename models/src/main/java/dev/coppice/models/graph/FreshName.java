package dev.coppice.models.graph;

/** Fresh names, which a graph does not have yet. */
public final class FreshName {
    private FreshName() {}

    /** The wanted name if it is free, else the first free one of {@code wanted_2}, {@code wanted_3}, …. */
    public static String in(Graph graph, String wanted) {
        String name = wanted;
        for (int i = 2; graph.names().contains(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
