package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Node;

/** Passes orders of axes on through one kind of operator. */
@FunctionalInterface
interface CarryRule {
    /**
     * Changes a node so that it works on its inputs as they are carried, and {@link Carrying#put puts} it.
     *
     * @return false if it cannot; the node then reads its inputs in the file's order, and nothing was put
     */
    boolean carry(Node node, Carrying graph);
}
