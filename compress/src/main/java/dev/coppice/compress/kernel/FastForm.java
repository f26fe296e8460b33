package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/** Form of one operator in others that compute the same faster. */
interface FastForm {
    /** The operator of the ONNX standard. */
    String op();

    /** The node in this form; empty if it cannot be written so. */
    Optional<WrittenOut> of(Graph graph, Node node);
}
